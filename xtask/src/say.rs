//! 提示 · progress lines with the time they took

use std::time::{Duration, Instant};

/// `0.42 s`, `12.3 s`, `3 min 05 s`.
#[must_use]
pub fn time(d: Duration) -> String {
    let s = d.as_secs_f64();
    if s < 10.0 {
        format!("{s:.2} s")
    } else if s < 60.0 {
        format!("{s:.1} s")
    } else {
        format!("{} min {:02} s", d.as_secs() / 60, d.as_secs() % 60)
    }
}

/// Prints `[1/4] …` before and the time after a piece of work.
///
/// # Errors
/// Those of the work.
pub fn step<T>(n: usize, of: usize, what: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    println!("[{n}/{of}] {what} …");
    let start = Instant::now();
    let done = work()?;
    println!("[{n}/{of}] {what} ✓ {}", time(start.elapsed()));
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::time;
    use std::time::Duration;

    #[test]
    fn a_time_is_told_in_the_unit_a_person_would_use() {
        assert_eq!(time(Duration::from_millis(420)), "0.42 s");
        assert_eq!(time(Duration::from_millis(12_340)), "12.3 s");
        assert_eq!(time(Duration::from_secs(185)), "3 min 05 s");
    }
}

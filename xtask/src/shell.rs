//! 外部命令 · running other programs

use crate::Outcome;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A command in a folder; arguments are split at blanks.
#[must_use]
pub fn command(dir: &Path, line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut c = Command::new(words.next().unwrap_or_default());
    c.args(words).current_dir(dir);
    c
}

/// Runs with our own input and output.
///
/// # Errors
/// When the program cannot be started or ends with a failure.
pub fn run(c: &mut Command) -> Outcome {
    let told = told(c);
    let status = c.status().map_err(|e| format!("无法启动 cannot start: {told} ({e})"))?;
    if status.success() { Ok(()) } else { Err(format!("{told} → {status}")) }
}

/// What a successful program printed, trimmed; `None` when it is missing or fails.
#[must_use]
pub fn answer(c: &mut Command) -> Option<String> {
    let out = c.stdin(Stdio::null()).stderr(Stdio::null()).output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Runs, shows every line as it comes and hands it to `each` as well.
///
/// # Errors
/// As [`run`].
pub fn watch(c: &mut Command, mut each: impl FnMut(&str)) -> Outcome {
    let told = told(c);
    c.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = c.spawn().map_err(|e| format!("无法启动 cannot start: {told} ({e})"))?;
    let (to, lines) = channel();
    let readers = [child.stdout.take().map(|p| reader(p, to.clone())), child.stderr.take().map(|p| reader(p, to))];
    let mut ended: Option<Instant> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                println!("{line}");
                each(&line);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            // A grandchild that outlives the program may keep the pipe open for ever: five seconds are enough.
            Err(RecvTimeoutError::Timeout) => match ended {
                Some(at) if at.elapsed() > Duration::from_secs(5) => break,
                Some(_) => {}
                None => ended = child.try_wait().ok().flatten().map(|_| Instant::now()),
            },
        }
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    if ended.is_none() {
        readers.into_iter().flatten().for_each(|r| drop(r.join()));
    }
    if status.success() { Ok(()) } else { Err(format!("{told} → {status}")) }
}

fn reader(pipe: impl Read + Send + 'static, to: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut bytes = Vec::new();
        while pipe.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let line = String::from_utf8_lossy(&bytes);
            if to.send(line.trim_end_matches(['\n', '\r']).to_owned()).is_err() {
                return;
            }
            bytes.clear();
        }
    })
}

fn told(c: &Command) -> String {
    let words: Vec<_> = c.get_args().map(|a| a.to_string_lossy().into_owned()).collect();
    format!("{} {}", c.get_program().to_string_lossy(), words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watched_program_is_heard_on_both_streams_and_its_failure_is_told() {
        let mut heard = Vec::new();
        let mut c = Command::new("sh");
        let done = watch(c.args(["-c", "echo one; echo two >&2; exit 3"]), |l| heard.push(l.to_owned()));
        heard.sort();
        assert_eq!(heard, ["one", "two"]);
        assert!(done.unwrap_err().contains('3'));
    }

    #[test]
    fn a_missing_program_is_an_error_and_no_answer() {
        assert!(run(&mut Command::new("no-such-program-anywhere")).is_err());
        assert_eq!(answer(&mut Command::new("no-such-program-anywhere")), None);
    }
}

//! 命令入口 · `cargo x <command>`

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    // `cargo x run -- --listen …` and `cargo x run --listen …` mean the same.
    let rest: Vec<String> = args.filter(|a| a != "--").collect();
    let done = match command.as_str() {
        "run" => xtask::run::run(&rest),
        "test" => xtask::test::run(&rest),
        "check" => xtask::check::run(),
        "generate" => xtask::generate::run(),
        "forms" => xtask::generate::forms(),
        "where" => xtask::where_is::run(&rest),
        "measure" => xtask::measure::run(&rest),
        "" | "help" | "-h" | "--help" => xtask::help::run(),
        other => Err(format!("没有“{other}”这个命令。unknown command: {other}. See `cargo x help`.")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n✘ {why}");
            ExitCode::FAILURE
        }
    }
}

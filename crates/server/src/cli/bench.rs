//! 测量 · bench
use clap::Args;
/// What to measure.
#[derive(Debug, Clone, Args)]
pub struct Options {}
/// Runs.
pub fn run(_: &Options) -> Result<(), String> {
    Ok(())
}

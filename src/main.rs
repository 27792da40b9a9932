//! The binary: the same command line as `python -m communique`.

use std::process::ExitCode;

use communique::{cli, par::Run};

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os(), &Run::default()))
}

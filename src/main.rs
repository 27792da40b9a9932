//! The binary: the same command line as `python -m communique`.

use std::process::ExitCode;

use communique::{cli, par::Run};

// With Python the library has it.
#[cfg(not(feature = "python"))]
#[global_allocator]
static ALLOCATOR: communique::pages::LargePages = communique::pages::LargePages;

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os(), &Run::default()))
}

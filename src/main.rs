//! The binary: the same command line as `python -m communique`.

use std::process::ExitCode;

use communique::{cli, par::Run};

// With Python the library has it.
#[cfg(all(feature = "mimalloc", not(feature = "python")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os(), &Run::default()))
}

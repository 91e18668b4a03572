//! The `minutebook` program: hands the command line to the library and exits with its code.

/// Gives memory back that the system's own would keep for each thread that ever asked for it.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    minutebook::cli::main()
}

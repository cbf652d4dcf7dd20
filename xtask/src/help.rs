//! 用法 · help in plain words

use crate::Outcome;

const TEXT: &str = "\
cargo x run [-- 参数]      编译网页和程序，启动演示县。Build the web and the server, start the demonstration county.
                           例 e.g.  cargo x run -- --listen 0.0.0.0:8720
cargo x test               全部测试，由省到贵。Every test, cheapest first. Ends with `N passed, M failed`.
cargo x test --quick       不测 PostgreSQL、许可证、网页构建、接口核对、浏览器。Leaves those five out.
cargo x test --only a,b    只测几步。Only these steps:
                           tools tidy fmt build rules clippy deny fresh stories postgres
                           lint types vitest web interface journeys
cargo x check              推送之前：格式、clippy、tidy。Before pushing: format, clippy, tidy.
cargo x generate           重写全部生成文件。Rewrite every generated file.
cargo x where 整改复查     一个词在代码里的所有位置。Every place a Chinese term lives.
cargo x forms              把全部文书样张排成 PDF。Set every sample paper as a PDF into target/x/forms.
cargo x measure [参数]     发布版性能与代码量。Release build, benchmark, size of the code.
cargo x help               本页。This page.";

/// Prints the commands.
///
/// # Errors
/// Never.
pub fn run() -> Outcome {
    println!("{TEXT}");
    Ok(())
}

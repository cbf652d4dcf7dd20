//! 报错用语 · what the typesetter says, in words an administrator understands
//!
//! 认得的报错译成中文并说明怎样改；不认得的照原文附在后面。

use super::Refusal;
use authority::Halt;
use forms::{TemplateFault, TypesetError};
use serde::Serialize;
use utoipa::ToSchema;

/// A fault at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateError {
    /// 第几行，从1起；0为位置不明
    pub line: usize,
    /// 第几个字，从1起
    pub column: usize,
    /// 错在哪里，怎样改
    pub sentence: String,
    /// 排版程序的原文
    pub original: String,
}

impl From<TemplateFault> for TemplateError {
    fn from(fault: TemplateFault) -> Self {
        Self { line: fault.line, column: fault.column, sentence: sentence(&fault.message), original: fault.message }
    }
}

/// The beginning of a message, what stands after the name in it, and how to say it with the name.
type Pattern = (&'static str, &'static str, fn(&str) -> String);

const PATTERNS: &[Pattern] = &[
    ("forbidden function: ", "", |name| {
        format!("模板不能使用“{name}”：填写的内容不得当作程序执行，模板也不读取别的文件")
    }),
    ("unknown variable: ", "", |name| format!("没有叫“{name}”的变量或者部件，请核对写法")),
    ("unknown font family: ", "", |name| format!("字库中没有字体“{name}”，请用版面已经设好的字体")),
    ("dictionary does not contain key ", "", |name| format!("没有名为{name}的栏目，请从“可用栏目”中选用")),
    ("dictionary has no field ", "", |name| format!("没有名为{name}的栏目，请从“可用栏目”中选用")),
    ("file not found", "", |_| "模板只能引用 /layout/ 下的公用部件，不能读取别的文件".to_owned()),
    ("failed to load file (access denied)", "", |_| "模板不能使用外部程序包".to_owned()),
    ("unclosed delimiter", "", |_| "括号没有成对，请补上另一半".to_owned()),
    ("unclosed string", "", |_| "引号没有成对，请补上另一半".to_owned()),
    ("unclosed raw text", "", |_| "反引号没有成对，请补上另一半".to_owned()),
    ("unexpected closing", "", |_| "多出一个右括号，或者前面少了左括号".to_owned()),
    ("unexpected argument", "", |rest| format!("给部件的参数多了或者名称不对{}", bracketed(rest))),
    ("missing argument: ", "", |name| format!("部件缺少参数“{name}”")),
    ("unexpected ", "", |what| format!("这里不该有“{what}”，请检查前后的括号、逗号和井号")),
    ("expected ", ", found none", |what| format!("这里要用{}，给的却是空值", kind(what))),
    ("expected ", "", expected),
    ("loop seems to be infinite", "", |_| "循环没有止境，请检查循环条件".to_owned()),
    ("maximum ", " exceeded", |_| "部件互相调用或者嵌套太深，请检查是否自己调用了自己".to_owned()),
    ("array index out of bounds", "", |_| "取的项不存在：列表没有这么多项，请先判断有几项".to_owned()),
    ("cannot divide by zero", "", |_| "不能除以零".to_owned()),
    ("cannot ", "", |what| format!("这些内容不能这样放在一起或者运算（{what}）")),
    ("label ", " does not exist in the document", |name| format!("没有标签{name}")),
    ("layout did not converge", "", |_| "版面前后依赖，排不定，请去掉互相影响的写法".to_owned()),
    ("pagebreak", "", |_| "分页写在段落或者部件里面不起作用，请移到外面".to_owned()),
    ("panicked with: ", "", |what| format!("模板自己停了下来：{what}")),
    ("assertion failed", "", |what| format!("模板自己的检查没有通过{what}")),
];

/// A message of the typesetter in Chinese.
pub fn sentence(message: &str) -> String {
    let known = PATTERNS.iter().find_map(|(begin, end, say)| {
        let rest = message.strip_prefix(begin)?;
        let name = if end.is_empty() { rest } else { rest.split_once(end)?.0 };
        Some(say(name.trim()))
    });
    known.unwrap_or_else(|| format!("这一处写得不对，排版程序报告：{message}"))
}

fn bracketed(rest: &str) -> String {
    let rest = rest.trim_start_matches(':').trim();
    if rest.is_empty() { String::new() } else { format!("（{rest}）") }
}

fn expected(what: &str) -> String {
    match what.split_once(", found ") {
        Some((wanted, given)) => format!("这里要用{}，给的却是{}", kind(wanted), kind(given)),
        None => format!("这里缺少{}，请检查前后的括号、逗号和井号", kind(what)),
    }
}

/// The kinds of values in Chinese; others as they are.
fn kind(what: &str) -> String {
    let known = [
        ("string", "文字"),
        ("content", "版面内容"),
        ("array", "列表"),
        ("dictionary", "一组栏目"),
        ("integer", "整数"),
        ("float", "小数"),
        ("boolean", "是否"),
        ("function", "部件"),
        ("length", "长度"),
        ("none", "空值"),
        ("expression", "内容"),
        ("comma", "逗号"),
        ("colon", "冒号"),
        ("identifier", "名称"),
    ];
    let one = |word: &str| {
        known.iter().find(|(english, _)| *english == word).map_or_else(|| word.to_owned(), |(_, zh)| (*zh).to_owned())
    };
    what.replace(", or ", "、")
        .replace(" or ", "、")
        .replace(", ", "、")
        .split('、')
        .map(one)
        .collect::<Vec<_>>()
        .join("或者")
}

/// Why a trial brought no paper: faults at their places, or the refusal.
pub fn faults_of(e: TypesetError) -> Result<Vec<TemplateError>, Halt> {
    let limit = |sentence: String| {
        let mut refused = Refusal::Limit.refused();
        refused.sentence = sentence;
        Err(Halt::Refused(refused))
    };
    match e {
        TypesetError::Own(faults) => Ok(faults.into_iter().map(TemplateError::from).collect()),
        TypesetError::MissingGlyph(characters) => {
            let sentence = format!("字库中没有这些字：{characters}，请换用别的写法");
            Ok(vec![TemplateError { line: 0, column: 0, sentence, original: characters }])
        }
        TypesetError::TooManyPages(pages) => limit(format!("模板排出了{pages}页，最多五十页")),
        TypesetError::TooBig(_) => limit("模板排出的文件超过十兆字节".to_owned()),
        TypesetError::OutOfMemory => limit("模板占用的内存太多，排版已经停止".to_owned()),
        TypesetError::TimedOut => limit("模板排版用时太长，已经停止".to_owned()),
        TypesetError::Broken(why) => {
            tracing::warn!(why, "a trial ended its process");
            limit("模板使排版程序中断，没有排出文书".to_owned())
        }
        TypesetError::Template(why) => {
            Ok(vec![TemplateError { line: 0, column: 0, sentence: sentence(&why), original: why }])
        }
        other @ TypesetError::Busy => Err(crate::issue::halt_of(other)),
    }
}

//! 出具文书 · why a paper cannot be issued

use authority::{FieldError, Halt};
use forms::{FormName, TypesetError};
use lexicon::refusals;
use serde_json::Value;

refusals! {
    /// 不能出具文书的情形
    pub enum Refusal in "document" {
        MissingGlyph = "missing_glyph", "字库中没有文书里的某些字，不能出具", way_out "请核对这些字；确为用字的，请系统管理员在字体目录中加装含有该字的字体";
        TypesetBusy = "typeset_busy", "正在排版的文书太多", way_out "请稍候几秒再试";
        TypesetTimeout = "typeset_timeout", "文书排版超时，没有出具", way_out "请缩短过长的内容后重试";
        OwnTemplate = "own_template", "本机关的文书模板排不出这份内容，没有出具", way_out "请业务管理员在文书模板中改正，或者恢复全国式样";
        NoCertificate = "no_certificate", "本机关的签名证书已经到期，不能出具文书", way_out "请系统管理员用 zhifa keys import 导入新的证书后再出具";
        NotPrinted = "not_printed", "文书还没有出具", way_out "请先完成审批和出具";
    }
}

/// What the typesetter said, as an answer.
#[must_use]
pub fn halt_of(e: TypesetError) -> Halt {
    match e {
        TypesetError::MissingGlyph(characters) => {
            let mut refused = Refusal::MissingGlyph.refused();
            refused.sentence = format!("字库中没有这些字：{characters}，文书不能出具");
            Halt::Refused(refused)
        }
        TypesetError::Busy => Halt::Busy(Refusal::TypesetBusy.refused()),
        TypesetError::TimedOut => Halt::Busy(Refusal::TypesetTimeout.refused()),
        TypesetError::Own(_) | TypesetError::TooManyPages(_) | TypesetError::TooBig(_) | TypesetError::OutOfMemory => {
            tracing::error!(error = %e, "an own template could not be set");
            Halt::Refused(Refusal::OwnTemplate.refused())
        }
        TypesetError::Template(why) | TypesetError::Broken(why) => Halt::Fault(why),
    }
}

/// 出具前按式样检查各栏目。
///
/// # Errors
/// Every field that is missing or does not fit, by name.
pub(crate) fn check(form: FormName, data: &Value) -> Result<(), Halt> {
    forms::form(form).validate(data).map_err(|errors| {
        Halt::Invalid(
            errors.into_iter().map(|e| FieldError::new(format!("{}.{}", form.code(), e.key), e.sentence)).collect(),
        )
    })
}

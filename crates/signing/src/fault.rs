//! 签名为什么没有成 · what can go wrong

/// Why a key could not be used or a paper not be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The folder of keys, or a file in it.
    #[error("密钥库：{0}")]
    Keys(String),
    /// A certificate or a key that does not serve.
    #[error("证书：{0}")]
    Certificate(String),
    /// The paper is no PDF that can be signed.
    #[error("文书文件：{0}")]
    Pdf(String),
}

/// What this crate returns.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    pub(crate) fn keys(why: impl std::fmt::Display) -> Self {
        Self::Keys(why.to_string())
    }
    pub(crate) fn certificate(why: impl std::fmt::Display) -> Self {
        Self::Certificate(why.to_string())
    }
    pub(crate) fn pdf(why: impl std::fmt::Display) -> Self {
        Self::Pdf(why.to_string())
    }
}

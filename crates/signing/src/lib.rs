//! 签名 · digital signatures of issued papers
//!
//! 用本机关的证书给文书 PDF 加数字签名（PAdES B-B，P-256/SHA-256），印章是签名的外观；并且自己能验。
//! A signature is an incremental update: the typeset bytes stay as they are at the head of the file. Signing is
//! deterministic (RFC 6979; the time is the paper's own), so that a paper printed again after a crash has the same bytes.
//! 依据：《电子签名法》第十三条、第十四条；ETSI EN 319 142-1（PAdES B-B）
//! 读法：fault → code → certificate → keys → cms → appearance → pdf → verify
//! 不在这里：印章的上传与审核（documents::seal）、时间戳、OFD 签章（GB/T 38540）

mod appearance;
mod certificate;
mod cms_data;
mod code;
mod fault;
mod keys;
mod pdf;
mod signer;
mod verify;

pub use appearance::{Mask, Place, RED, Stamp};
pub use certificate::{About, about, certificates};
pub use code::{CODE_LENGTH, code_of, written};
pub use fault::Fault;
use fault::Result;
pub use keys::{Keys, Listed};
pub use pdf::sign;
pub use signer::{Credential, Organ, Signer};
pub use verify::{Flaw, Signature, verify};

#[cfg(test)]
mod tests;

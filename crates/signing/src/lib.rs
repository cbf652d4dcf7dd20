//! 签名 · digital signatures of issued papers
//!
//! 用本机关的证书给文书 PDF 加数字签名（PAdES B-B，P-256/SHA-256），印章是签名的外观；再对签好的文件另作国密签名
//! （SM2/SM3，与文件分开）；并且自己能验。
//! A signature is an incremental update: the typeset bytes stay as they are at the head of the file. Signing is
//! deterministic (RFC 6979; the time is the paper's own), so that a paper printed again after a crash has the same bytes.
//! 依据：《电子签名法》第十三条、第十四条；ETSI EN 319 142-1（PAdES B-B）；GB/T 32918（SM2）
//! 读法：fault → code → algorithm → certificate → pair → shelf → keys → cms_data → appearance → pdf → verify → detached
//! 不在这里：印章的上传与审核（documents::seal）、时间戳、OFD 签章（GB/T 38540）

mod algorithm;
mod appearance;
mod certificate;
mod cms_data;
mod code;
mod detached;
mod fault;
mod file;
mod keys;
mod pair;
mod pdf;
mod shelf;
mod signer;
mod verify;

pub use algorithm::{Algorithm, SM2_ID};
pub use appearance::{Mask, Place, RED, Stamp};
pub use certificate::{About, about, certificates};
pub use code::{CODE_LENGTH, code_of, written};
pub use detached::Detached;
pub use fault::Fault;
use fault::Result;
pub use keys::{Keys, Listed};
pub use pdf::sign;
pub use signer::{Credential, Organ, Signer};
pub use verify::{Flaw, Signature, verify};

#[cfg(test)]
mod tests;

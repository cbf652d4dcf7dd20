//! 验签说明 · how whoever holds the paper verifies the signature without this program

use crate::issue::Document;
use lexicon::Instant;
use signing::{About, SM2_ID};

/// Names of the files in the packet.
pub const SIGNATURE: &str = "签名.sig";
pub const CERTIFICATE: &str = "机关证书.pem";
pub const BETWEEN: &str = "上级证书.pem";
pub const ROOT: &str = "根证书.pem";
pub const PUBLIC_KEY: &str = "公钥.pem";
pub const EXPLAINED: &str = "验签说明.txt";

/// What the explanation is about.
pub struct Explained<'a> {
    pub document: &'a Document,
    /// The organ's certificate.
    pub about: &'a About,
    /// The moment that the paper states.
    pub at: Instant,
    /// There are certificates between the organ's and the root.
    pub has_between: bool,
    /// The root came with the organ's certificate.
    pub has_root: bool,
}

/// The explanation, for Notepad: UTF-8 with its mark, lines end as Windows wants them.
pub fn text(e: &Explained<'_>) -> String {
    let d = e.document;
    let about = e.about;
    let title = [d.zh.as_str(), &d.number].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let span = format!("{} 至 {}", about.from.day(), about.to.day());
    let chain = chain(e);
    let root = root(e);
    let text = format!(
        "国密签名验签说明

文书：{title}
执法机关：{organ}
文件：{file}
文件校验值（SHA-256）：{sha256}
签名算法：SM2（GB/T 32918），杂凑 SM3（GB/T 32905），签名者标识 {SM2_ID}
机关证书：{subject}，序列号 {serial}，签发者 {issuer}，有效期 {span}

一、签的是什么
“{SIGNATURE}”是执法机关对上述 PDF 文件全部字节另作的国密签名，与文件分开保存。PDF 文件里还有一个数字签名，用常用的阅读器就能验，两个签名各自独立。文件改动一个字节，两个签名都不再成立。

二、怎么验
要用 OpenSSL 3.0 以上的版本（运行 openssl version 看版本）。解开这个压缩包，把上述 PDF 文件原样放进同一个文件夹，在该文件夹中依次运行：

1. 签名与文件相符。显示 Verified OK 的相符；显示 Verification failure 的，文件有改动，或者签名不是这份文件的。
openssl dgst -sm3 -verify {PUBLIC_KEY} -signature {SIGNATURE} -sigopt distid:{SM2_ID} \"{file}\"

2. 公钥就是机关证书里的公钥。显示的内容应与“{PUBLIC_KEY}”逐字相同。
openssl x509 -in {CERTIFICATE} -noout -pubkey

3. {chain}

4. 机关证书是哪个机关的。显示的名称（CN）应是文书上的执法机关“{organ}”，文书的日期应在证书的有效期内。
openssl x509 -in {CERTIFICATE} -noout -subject -dates -nameopt utf8,sep_comma_plus

Windows 命令行认不出汉字文件名的，先把文件改成英文名，命令中的文件名也照改。

三、须知
{root}
签名没有时间戳，签名时间以文书所载为准（{at}）；证书到期以后，只凭签名不能证明签名作于证书有效期内。
",
        organ = d.organisation_name,
        file = d.file_name,
        sha256 = d.sha256,
        subject = about.subject,
        serial = about.serial,
        issuer = about.issuer,
        at = e.at.to_beijing_text(),
    );
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

/// 证书由谁签发，怎么验。
fn chain(e: &Explained<'_>) -> String {
    if !e.has_root {
        return format!(
            "机关证书是受信任的机构签发的。执法机关没有附根证书：向签发者“{}”索取，存为“{ROOT}”，再运行\nopenssl verify -vfyopt distid:{SM2_ID} -CAfile {ROOT} {}{CERTIFICATE}",
            e.about.issuer,
            between(e)
        );
    }
    format!(
        "机关证书是根证书签发的。显示“{CERTIFICATE}: OK”的通过；证书到期以后再验的，在 verify 后面加上 -attime {}（文书所载的签名时刻）。\nopenssl verify -vfyopt distid:{SM2_ID} -CAfile {ROOT} {}{CERTIFICATE}",
        e.at.0 / 1000,
        between(e)
    )
}

fn between(e: &Explained<'_>) -> String {
    if e.has_between { format!("-untrusted {BETWEEN} ") } else { String::new() }
}

/// 根证书信不信得过，不能只看压缩包里的。
fn root(e: &Explained<'_>) -> &'static str {
    let is_demonstration = e.about.issuer.starts_with("演示用");
    if is_demonstration {
        "根证书是本系统的演示用根证书，只供试用，不具有法律效力；正式使用的机关证书须由依法设立的电子认证服务机构签发。"
    } else {
        "根证书应当与电子认证服务机构公布的一致，不能只凭这个压缩包里的一份就认为可信。"
    }
}

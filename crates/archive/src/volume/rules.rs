//! 卷宗 · what a volume may be

use documents::issue::Document;
use lexicon::{Ruling, refusals};

/// 一卷最多多少页，照片每张一页，附件每个至少一页
pub const MOST_PAGES: usize = 1_000;

/// 一个附件最多多少页，再多的不装订
pub const MOST_OF_ONE: usize = 200;

refusals! {
    /// 不能制作卷宗的情形
    pub enum Refusal in "volume" {
        Nothing = "nothing", "还没有出具任何文书，没有可以归入卷宗的材料", way_out "请先出具文书";
        TooLong = "too_long", "卷内材料超过1000页，不能做成一卷", way_out "请减少照片和附件，或者打包下载后分卷";
        NotReady = "not_ready", "卷宗还没有制成", way_out "请等进度走完；失败的请重新制作";
    }
}

/// 至少有一份出具的文书，全卷不超过1000页。
///
/// # Errors
/// `volume.nothing`, `volume.too_long`.
pub fn makeable(documents: &[Document], others: usize) -> Ruling<()> {
    if documents.is_empty() {
        return Err(Refusal::Nothing.refused());
    }
    let pages: i64 = documents.iter().map(|d| d.pages).sum();
    if usize::try_from(pages).unwrap_or(usize::MAX).saturating_add(others) > MOST_PAGES {
        return Err(Refusal::TooLong.refused());
    }
    Ok(())
}

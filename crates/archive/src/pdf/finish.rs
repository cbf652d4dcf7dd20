//! 成文件 · the catalogue, the metadata, the bytes
//!
//! PDF/A-2b (ISO 19005-2): the metadata packet says what the file is, and the information dictionary says the same.

use super::outline::text;
use super::{Assembly, Fault, Label};
use lexicon::Instant;
use lopdf::{Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

const PRODUCER: &str = "zhifa";

/// What the file says of itself. The same parts and the same words give the same bytes.
#[derive(Debug, Clone)]
pub struct About {
    pub title: String,
    /// 行政机关
    pub author: String,
    /// 说明，例如“打印件”
    pub subject: String,
    pub at: Instant,
}

impl Assembly {
    /// The file.
    ///
    /// # Errors
    /// Without a page; what cannot be written.
    pub fn finish(mut self, about: &About) -> Result<Vec<u8>, Fault> {
        self.page(0)?;
        let outlines = self.outlines()?;
        let tree = self.tree()?;
        let mut packet = Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            xmp(about, self.is_archival).into_bytes(),
        );
        packet.allows_compression = false;
        let packet = self.doc.add_object(packet);
        let mut catalog = dictionary! {
            "Type" => "Catalog", "Pages" => tree, "Metadata" => packet, "Lang" => text("zh-CN"),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true }, "PageLabels" => self.page_labels(),
        };
        if let Some(outlines) = outlines {
            catalog.set("Outlines", outlines);
            catalog.set("PageMode", "UseOutlines");
        }
        if let Some(intents) = self.intents.take() {
            catalog.set("OutputIntents", intents);
        }
        let root = self.doc.add_object(catalog);
        let date = Object::String(pdf_date(about.at).into_bytes(), StringFormat::Literal);
        let info = self.doc.add_object(dictionary! {
            "Title" => text(&about.title), "Author" => text(&about.author), "Subject" => text(&about.subject),
            "Producer" => text(PRODUCER), "CreationDate" => date.clone(), "ModDate" => date,
        });
        let seal = Sha256::digest(format!("{about:?}{}", self.pages.len()).as_bytes());
        let id = Object::String(seal.iter().copied().take(16).collect(), StringFormat::Hexadecimal);
        self.doc.trailer.set("Root", root);
        self.doc.trailer.set("Info", info);
        self.doc.trailer.set("ID", vec![id.clone(), id]);
        self.doc.prune_objects();
        self.doc.compress();
        let mut bytes = Vec::new();
        self.doc.save_to(&mut bytes)?;
        Ok(bytes)
    }

    fn tree(&mut self) -> Result<ObjectId, Fault> {
        let tree = self.doc.new_object_id();
        for page in self.pages.clone() {
            self.doc.get_dictionary_mut(page)?.set("Parent", tree);
        }
        let kids: Vec<Object> = self.pages.iter().map(|page| (*page).into()).collect();
        let count = i64::try_from(kids.len()).unwrap_or(0);
        self.doc.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
        Ok(tree)
    }

    fn page_labels(&self) -> Object {
        let mut pairs: Vec<Object> = Vec::new();
        let mut labels: Vec<&(usize, Label)> = self.labels.iter().collect();
        labels.sort_by_key(|(from, _)| *from);
        for (from, label) in &labels {
            pairs.push(i64::try_from(*from).unwrap_or(0).into());
            pairs.push(match label {
                Label::Named(words) => dictionary! { "P" => text(words) }.into(),
                Label::Numbered => dictionary! { "S" => "D" }.into(),
            });
        }
        if labels.first().is_none_or(|(from, _)| *from != 0) {
            pairs.splice(0..0, [0.into(), dictionary! { "S" => "D" }.into()]);
        }
        dictionary! { "Nums" => pairs }.into()
    }
}

/// D:20261123093000+08'00'
fn pdf_date(at: Instant) -> String {
    let digits: String = beijing(at).chars().filter(char::is_ascii_digit).collect();
    format!("D:{digits}+08'00'")
}

/// 2026-11-23T09:30:00 of Beijing.
fn beijing(at: Instant) -> String {
    let seconds = at.0.div_euclid(1000) + 8 * 3600;
    let (day, rest) = (at.day(), seconds.rem_euclid(86_400));
    format!("{day}T{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)
}

fn xmp(about: &About, is_archival: bool) -> String {
    let date = format!("{}+08:00", beijing(about.at));
    let [title, author, subject] = [&about.title, &about.author, &about.subject].map(|words| escaped(words));
    let says = if is_archival { "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" } else { "" };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>{says}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{feff}',
    )
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

//! 写 docx · WordprocessingML (ECMA-376)
//!
//! Fonts are named, not embedded: 仿宋_GB2312 and 方正小标宋简体 are what an office has for its papers.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::blocks::{Align, Block, Cell, Inline, LEFT, Paper, Paragraph, Table};
use super::lines::Stretch;
use super::walk::Face;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
</Types>";
const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>\
</Relationships>";
/// Words on every sheet: this is not the original.
const MARK: &str = "编辑稿　以出具的 PDF 原件为准";

/// Writes the file.
pub(super) fn write(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut body = String::new();
    for block in &paper.blocks {
        match block {
            Block::Paragraph(paragraph) => body.push_str(&self::paragraph(paragraph, None)),
            Block::Table(table) => body.push_str(&self::table(table)),
        }
    }
    // After a table Word wants a paragraph.
    if matches!(paper.blocks.last(), Some(Block::Table(_)) | None) {
        body.push_str("<w:p/>");
    }
    let sheet = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
        <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1191\" w:right=\"1474\" w:bottom=\"1134\" w:left=\"1588\" w:header=\"454\" w:footer=\"397\" w:gutter=\"0\"/></w:sectPr>";
    let files = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{ROOT}")),
        ("word/_rels/document.xml.rels", format!("{HEAD}{PARTS}")),
        ("word/document.xml", format!("{HEAD}<w:document {W}><w:body>{body}{sheet}</w:body></w:document>")),
        ("word/styles.xml", format!("{HEAD}{}", styles())),
        ("word/header1.xml", format!("{HEAD}<w:hdr {W}>{}</w:hdr>", header())),
        ("word/footer1.xml", format!("{HEAD}<w:ftr {W}>{}</w:ftr>", footer(&paper.footer))),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn styles() -> String {
    format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val=\"28\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>",
        fonts(Face::Body)
    )
}

fn header() -> String {
    let run = format!(
        "<w:r><w:rPr>{}<w:color w:val=\"808080\"/><w:sz w:val=\"18\"/></w:rPr><w:t>{MARK}</w:t></w:r>",
        fonts(Face::Head)
    );
    format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{run}</w:p>")
}

fn footer(lines: &[Paragraph]) -> String {
    let own: String = lines.iter().map(|line| paragraph(line, None)).collect();
    let look = format!("<w:rPr>{}<w:sz w:val=\"21\"/></w:rPr>", fonts(Face::Head));
    let text = |words: &str| format!("<w:r>{look}<w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let field = |code: &str| format!("<w:fldSimple w:instr=\" {code} \"><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>");
    let count = [text("共 "), field("NUMPAGES"), text(" 页　第 "), field("PAGE"), text(" 页")].concat();
    format!(
        "{own}<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"auto\"/></w:pBdr><w:jc w:val=\"center\"/></w:pPr>{count}</w:p>"
    )
}

/// Twentieths of a point.
fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

fn paragraph(paragraph: &Paragraph, cell: Option<()>) -> String {
    let mut properties = String::new();
    if paragraph.is_heading {
        properties.push_str("<w:pStyle w:val=\"Heading1\"/>");
    }
    let tabs: Vec<f64> =
        paragraph.inlines.iter().filter_map(|i| if let Inline::Tab(at) = i { Some(*at) } else { None }).collect();
    if !tabs.is_empty() {
        let stops: String = tabs.iter().map(|at| format!("<w:tab w:val=\"left\" w:pos=\"{}\"/>", twips(*at))).collect();
        let _ = write!(properties, "<w:tabs>{stops}</w:tabs>");
    }
    // Fixed pitch as on the paper; in a cell it may grow with what is typed in.
    let rule = if cell.is_some() { "atLeast" } else { "exact" };
    let (before, line) = (twips(paragraph.before), twips(paragraph.pitch));
    let _ =
        write!(properties, "<w:spacing w:before=\"{before}\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"{rule}\"/>");
    properties.push_str(&match paragraph.align {
        Align::Centred => "<w:jc w:val=\"center\"/>".to_owned(),
        Align::Right => "<w:jc w:val=\"right\"/>".to_owned(),
        // In a narrow cell justified lines are torn apart.
        Align::Justified { indent, first } => indents(twips(indent), twips(first), cell.is_none()),
    });
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs(&paragraph.inlines))
}

fn indents(left: i64, first: i64, is_justified: bool) -> String {
    let first = match first {
        0 => String::new(),
        n if n > 0 => format!(" w:firstLine=\"{n}\""),
        n => format!(" w:hanging=\"{}\"", -n),
    };
    let edges = if is_justified { "both" } else { "left" };
    format!("<w:ind w:left=\"{left}\"{first}/><w:jc w:val=\"{edges}\"/>")
}

/// Runs of one look. Figures and Latin letters take the look of the text around them.
fn runs(inlines: &[Inline]) -> String {
    let mut out = String::new();
    let mut open: Option<(Stretch, String)> = None;
    for inline in inlines {
        match (inline, open.as_mut()) {
            (Inline::Text(next), Some((look, words))) if joins(look, next) => {
                words.push_str(&next.words);
                if look.face == Face::Latin {
                    look.face = next.face;
                }
            }
            (Inline::Text(next), _) => {
                out.push_str(&closed(open.take()));
                open = Some((next.clone(), next.words.clone()));
            }
            (Inline::Tab(_), _) => {
                out.push_str(&closed(open.take()));
                out.push_str("<w:r><w:tab/></w:r>");
            }
            (Inline::Break, _) => {
                out.push_str(&closed(open.take()));
                out.push_str("<w:r><w:br/></w:r>");
            }
        }
    }
    out.push_str(&closed(open));
    out
}

fn joins(a: &Stretch, b: &Stretch) -> bool {
    let same_face = a.face == b.face || a.face == Face::Latin || b.face == Face::Latin;
    same_face && a.is_underlined == b.is_underlined && (a.size - b.size).abs() < 0.1
}

fn closed(run: Option<(Stretch, String)>) -> String {
    let Some((look, words)) = run else { return String::new() };
    let underline = if look.is_underlined { "<w:u w:val=\"single\"/>" } else { "" };
    let half_points = (look.size * 2.0).round() as i64;
    let words = escaped(&words);
    format!(
        "<w:r><w:rPr>{}<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>{underline}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>",
        fonts(look.face)
    )
}

fn fonts(face: Face) -> String {
    let name = match face {
        Face::Body | Face::Latin => "仿宋_GB2312",
        Face::Head => "宋体",
        Face::Title => "方正小标宋简体",
    };
    format!(
        "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{name}\" w:cs=\"Times New Roman\"/>"
    )
}

fn table(table: &Table) -> String {
    let widths: Vec<i64> = table.edges.windows(2).map(|e| if let [a, b] = e { twips(b - a) } else { 0 }).collect();
    let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
    // Word measures from the text of the first cell.
    let indent = twips(table.edges.first().copied().unwrap_or(LEFT) - LEFT) + 108;
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"5\" w:space=\"0\" w:color=\"auto\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let rows: String = (0..table.heights.len()).map(|row| self::row(table, row, &widths)).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"{indent}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>",
        widths.iter().sum::<i64>()
    )
}

fn row(table: &Table, row: usize, widths: &[i64]) -> String {
    let covers = |cell: &&Cell| (cell.at.row..cell.at.row + cell.at.rows).contains(&row);
    let mut column = 0;
    let mut cells = String::new();
    while column < widths.len() {
        let own = table.cells.iter().filter(covers).find(|cell| cell.at.column == column);
        let span = own.map_or(1, |cell| cell.at.columns).max(1);
        let width: i64 = widths.iter().skip(column).take(span).sum();
        let mut properties = format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if span > 1 {
            let _ = write!(properties, "<w:gridSpan w:val=\"{span}\"/>");
        }
        let goes_on = own.is_some_and(|cell| cell.at.row < row);
        if own.is_some_and(|cell| cell.at.rows > 1) {
            properties.push_str(if goes_on { "<w:vMerge/>" } else { "<w:vMerge w:val=\"restart\"/>" });
        }
        properties.push_str("<w:vAlign w:val=\"center\"/>");
        let content: String = match own.filter(|_| !goes_on) {
            Some(cell) => cell.paragraphs.iter().map(|p| paragraph(p, Some(()))).collect(),
            None => String::new(),
        };
        let content = if content.is_empty() { "<w:p/>".to_owned() } else { content };
        let _ = write!(cells, "<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
        column += span;
    }
    let height = table.heights.get(row).copied().unwrap_or(0.0);
    let height = if height > 0.0 {
        format!("<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>", twips(height))
    } else {
        String::new()
    };
    format!("<w:tr><w:trPr>{height}</w:trPr>{cells}</w:tr>")
}

fn escaped(words: &str) -> String {
    let plain: String = words.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

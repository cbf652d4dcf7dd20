//! 印章外观 · what the seal looks like on the paper
//!
//! 印章为红色（国务院关于印章管理的规定）。The seal is one red and a mask of eight bits: half the size of a picture in
//! colours, and the white of a scan can never cover the text below.

use crate::{Fault, Organ, Result};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lexicon::Instant;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use std::io::Write;

/// The red of every seal, sRGB.
pub const RED: [u8; 3] = [0xd2, 0x14, 0x14];
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// How much ink there is at each point of a seal: 0 none, 255 all; rows from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// Points across.
    pub width: u32,
    /// Points down.
    pub height: u32,
    /// `width × height` bytes.
    pub ink: Vec<u8>,
}

/// Where the centre of the seal belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Page, from 1.
    pub page: u32,
    /// Points from the left edge.
    pub x: f64,
    /// Points from the top edge.
    pub y: f64,
}

/// What a paper is signed with.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// In whose name.
    pub organ: Organ,
    /// The moment of the paper.
    pub at: Instant,
    /// The seal with its larger side in tenths of a millimetre, and its place; none: signed without anything to be seen.
    pub seal: Option<(Mask, u32, Place)>,
}

/// A seal in the file: the rectangle it takes, and its form.
pub(crate) fn add(document: &mut Document, stamp: &Stamp, page_height: f64) -> Result<(Vec<Object>, Option<ObjectId>)> {
    let Some((mask, tenths, place)) = &stamp.seal else {
        return Ok((vec![0.into(), 0.into(), 0.into(), 0.into()], None));
    };
    let (across, down) = (f64::from(mask.width.max(1)), f64::from(mask.height.max(1)));
    let scale = f64::from(*tenths) / 10.0 * POINTS / across.max(down);
    let (width, height) = (across * scale, down * scale);
    let (left, bottom) = (place.x - width / 2.0, page_height - place.y - height / 2.0);
    let form = form(document, mask, (width, height))?;
    Ok((vec![real(left), real(bottom), real(left + width), real(bottom + height)], Some(form)))
}

fn form(document: &mut Document, mask: &Mask, (width, height): (f64, f64)) -> Result<ObjectId> {
    let (across, down) = (i64::from(mask.width), i64::from(mask.height));
    let ink = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => across, "Height" => down,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => "FlateDecode" },
        deflate(&mask.ink)?,
    ));
    // One colour for every point: a palette of one, one bit a point; it comes to some fifty bytes.
    let row = usize::try_from(mask.width.div_ceil(8)).map_err(Fault::pdf)?;
    let blank = vec![0_u8; row * usize::try_from(mask.height).map_err(Fault::pdf)?];
    let palette =
        vec!["Indexed".into(), "DeviceRGB".into(), 0.into(), Object::String(RED.to_vec(), StringFormat::Hexadecimal)];
    let image = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => across, "Height" => down,
        "ColorSpace" => palette, "BitsPerComponent" => 1, "Filter" => "FlateDecode", "SMask" => ink },
        deflate(&blank)?,
    ));
    let (w, h) = (number(width), number(height));
    let drawn = format!("q {w} 0 0 {h} 0 0 cm /Seal Do Q");
    let seal: Dictionary = dictionary! { "Seal" => image };
    Ok(document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "FormType" => 1,
        "BBox" => vec![0.into(), 0.into(), real(width), real(height)],
        "Resources" => dictionary! { "XObject" => seal } },
        drawn.into_bytes(),
    )))
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).map_err(Fault::pdf)?;
    packed.finish().map_err(Fault::pdf)
}

/// Hundredths of a point are enough for a seal.
fn number(value: f64) -> String {
    format!("{value:.2}")
}

#[allow(clippy::cast_possible_truncation, reason = "a page is some hundred points wide")]
fn real(value: f64) -> Object {
    Object::Real(((value * 100.0).round() / 100.0) as f32)
}

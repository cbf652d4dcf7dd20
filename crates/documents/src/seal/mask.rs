//! 图样处理 · a scan made into a mask of ink
//!
//! White and transparent ground become nothing, the red of the stamp becomes ink of one strength, black print below it
//! is left out; what remains is cropped. How many pixels there are is read before anything is decoded.

use super::rules::Refusal;
use image::imageops::FilterType;
use image::{GrayImage, ImageEncoder, ImageFormat, ImageReader, Limits, Luma, Rgba, RgbaImage};
use signing::Mask;
use std::io::Cursor;

/// Neither side may have more points.
const LONGEST: u32 = 6_000;
/// A mask is no larger: 42 mm at 360 points to the inch.
const MASK: u32 = 600;
/// Less than this and the printed seal would be a blur.
const LEAST: u32 = 200;
/// Ink fainter than this is the ground.
const FAINT: u8 = 26;

/// A scan made into a mask.
///
/// # Errors
/// What is wrong with the picture.
pub fn of_scan(bytes: &[u8]) -> Result<Mask, Refusal> {
    let scan = decoded(bytes)?;
    let ink = inked(&scan);
    let (left, top, right, bottom) = extent(&ink).ok_or(Refusal::NoInk)?;
    let (width, height) = (right - left + 1, bottom - top + 1);
    if width.min(height) < LEAST {
        return Err(Refusal::TooSmall);
    }
    let share = ink.pixels().filter(|Luma([value])| *value >= 128).count() as f64 / f64::from(width * height);
    // A seal is round or oval, and more paper than ink.
    if !(0.02..=0.75).contains(&share) || width > height * 2 || height > width * 2 {
        return Err(Refusal::NotSeal);
    }
    let cropped = image::imageops::crop_imm(&ink, left, top, width, height).to_image();
    let scale = f64::from(MASK) / f64::from(width.max(height));
    let small = if scale < 1.0 {
        let side = |points: u32| ((f64::from(points) * scale).round() as u32).max(1);
        image::imageops::resize(&cropped, side(width), side(height), FilterType::Triangle)
    } else {
        cropped
    };
    Ok(Mask { width: small.width(), height: small.height(), ink: small.into_raw() })
}

fn decoded(bytes: &[u8]) -> Result<RgbaImage, Refusal> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::NotPicture);
    let mut picture = reader()?;
    if !matches!(picture.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(Refusal::NotPicture);
    }
    let (width, height) = reader()?.into_dimensions().map_err(|_| Refusal::NotPicture)?;
    if width > LONGEST || height > LONGEST {
        return Err(Refusal::TooManyPixels);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(512 * 1024 * 1024);
    picture.limits(limits);
    Ok(picture.decode().map_err(|_| Refusal::NotPicture)?.into_rgba8())
}

/// Ink at every point: redness for a scan in colours, darkness for one in greys; brought to full strength.
fn inked(scan: &RgbaImage) -> GrayImage {
    let red = GrayImage::from_fn(scan.width(), scan.height(), |x, y| Luma([redness(*scan.get_pixel(x, y))]));
    let count = |image: &GrayImage| image.pixels().filter(|Luma([value])| *value >= 64).count();
    let dark = GrayImage::from_fn(scan.width(), scan.height(), |x, y| Luma([darkness(*scan.get_pixel(x, y))]));
    // One fifth red is a red stamp with something black about it.
    let ink = if count(&red) * 5 >= count(&dark) { red } else { dark };
    strengthened(&ink)
}

/// Over white: how much of the colour is there, 0 to 255 each.
fn over_white(Rgba([r, g, b, a]): Rgba<u8>) -> [i32; 3] {
    let alpha = i32::from(a);
    [r, g, b].map(|value| (i32::from(value) * alpha + 255 * (255 - alpha)) / 255)
}

fn redness(pixel: Rgba<u8>) -> u8 {
    let [r, g, b] = over_white(pixel);
    u8::try_from((r - (g + b) / 2).clamp(0, 255)).unwrap_or_default()
}

fn darkness(pixel: Rgba<u8>) -> u8 {
    let [r, g, b] = over_white(pixel);
    u8::try_from(255 - (r * 30 + g * 59 + b * 11) / 100).unwrap_or_default()
}

/// The strong ink of the scan becomes full ink, the ground nothing.
fn strengthened(ink: &GrayImage) -> GrayImage {
    let mut strong: Vec<u8> = ink.pixels().map(|Luma([value])| *value).filter(|value| *value >= 64).collect();
    strong.sort_unstable();
    let full = strong.get(strong.len() / 2).copied().unwrap_or(255).max(64);
    let range = f64::from(full - FAINT);
    let of = |value: u8| (f64::from(value.saturating_sub(FAINT)) / range * 255.0).min(255.0) as u8;
    GrayImage::from_fn(ink.width(), ink.height(), |x, y| Luma([of(ink.get_pixel(x, y).0[0])]))
}

/// The box around the ink; single specks of dust do not count.
fn extent(ink: &GrayImage) -> Option<(u32, u32, u32, u32)> {
    let is_inked = |x: u32, y: u32| ink.get_pixel(x, y).0[0] >= 96;
    let columns: Vec<u32> =
        (0..ink.width()).filter(|x| (0..ink.height()).filter(|y| is_inked(*x, *y)).count() >= 3).collect();
    let rows: Vec<u32> =
        (0..ink.height()).filter(|y| (0..ink.width()).filter(|x| is_inked(*x, *y)).count() >= 3).collect();
    Some((*columns.first()?, *rows.first()?, *columns.last()?, *rows.last()?))
}

/// The mask as a PNG of eight bits, as it is kept.
///
/// # Errors
/// What the encoder says.
pub fn to_png(mask: &Mask) -> Result<Vec<u8>, String> {
    encoded(&mask.ink, (mask.width, mask.height), image::ExtendedColorType::L8)
}

/// A kept mask.
///
/// # Errors
/// Bytes that are no mask.
pub fn of_png(bytes: &[u8]) -> Result<Mask, String> {
    let image = image::load_from_memory_with_format(bytes, ImageFormat::Png).map_err(|e| e.to_string())?.into_luma8();
    Ok(Mask { width: image.width(), height: image.height(), ink: image.into_raw() })
}

/// The seal as it will look: red on nothing.
///
/// # Errors
/// What the encoder says.
pub fn to_red_png(mask: &Mask) -> Result<Vec<u8>, String> {
    let [r, g, b] = signing::RED;
    let pixels: Vec<u8> = mask.ink.iter().flat_map(|ink| [r, g, b, *ink]).collect();
    encoded(&pixels, (mask.width, mask.height), image::ExtendedColorType::Rgba8)
}

fn encoded(pixels: &[u8], (width, height): (u32, u32), colours: image::ExtendedColorType) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut out);
    encoder.write_image(pixels, width, height, colours).map_err(|e| e.to_string())?;
    Ok(out)
}

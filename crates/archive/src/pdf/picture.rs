//! 照片入页 · a photo on a page
//!
//! 卷宗中的照片缩小到打印够用的尺寸；原件不动，仍在保管库中，页上印有它的校验值。

use super::overlay::draw;
use super::{Assembly, Fault};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, imageops::FilterType};
use lopdf::{Stream, dictionary};
use std::io::Cursor;

/// The longer side of a photo in a volume, in pixels: 150 mm at 254 dots per inch.
const LONGEST: u32 = 1500;
/// Of 100; print of a photo gains nothing above.
const QUALITY: u8 = 82;
/// Memory for one photo while it is read: 80 million pixels of four bytes, which is the most that evidence takes.
const MEMORY: u64 = 360 * 1024 * 1024;
/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;

/// A photo as it is printed: JPEG, RGB.
#[derive(Debug, Clone)]
pub struct Picture {
    pub(super) jpeg: Vec<u8>,
    width: u32,
    height: u32,
}

/// The place of a photo on an A4 page, in millimetres from the upper left corner.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

impl Picture {
    /// Reads a photo (JPEG, PNG or WebP), turns it as its camera says, and makes it smaller when it is larger than a
    /// page can show. The same bytes give the same photo.
    ///
    /// # Errors
    /// Bytes that are no photo, or one too large to be read in our memory.
    pub fn of(bytes: &[u8]) -> Result<Self, Fault> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        let turned = decoder.orientation()?;
        let mut photo = DynamicImage::from_decoder(decoder)?;
        if photo.width().max(photo.height()) > LONGEST {
            // Thumbnail first: most of the pixels go at once, and the careful filter sees few.
            if photo.width().max(photo.height()) > 2 * LONGEST {
                photo = photo.thumbnail(2 * LONGEST, 2 * LONGEST);
            }
            photo = photo.resize(LONGEST, LONGEST, FilterType::CatmullRom);
        }
        photo.apply_orientation(turned);
        let photo = on_white(&photo);
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&photo)?;
        Ok(Self { width: photo.width(), height: photo.height(), jpeg })
    }
}

/// What is transparent prints white.
fn on_white(photo: &DynamicImage) -> image::RgbImage {
    if !photo.color().has_alpha() {
        return photo.to_rgb8();
    }
    let rgba = photo.to_rgba8();
    image::RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let image::Rgba([r, g, b, a]) = *rgba.get_pixel(x, y);
        let mix = |c: u8| u8::try_from((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255);
        image::Rgb([r, g, b].map(|c| mix(c).unwrap_or(255)))
    })
}

impl Assembly {
    /// Puts a photo into the frame on a page, as large as it fits, centred.
    ///
    /// # Errors
    /// A page that is not there.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
    pub fn picture(&mut self, at: usize, photo: &Picture, frame: Frame) -> Result<(), Fault> {
        let id = self.page(at)?;
        let image = self.doc.add_object(
            Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(photo.width),
                    "Height" => i64::from(photo.height), "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
                    "Filter" => "DCTDecode",
                },
                photo.jpeg.clone(),
            )
            .with_compression(false),
        );
        let (wide, high) = (frame.width * MM, frame.height * MM);
        let scale = (wide / photo.width as f32).min(high / photo.height as f32);
        let (w, h) = (photo.width as f32 * scale, photo.height as f32 * scale);
        let x = frame.left * MM + (wide - w) / 2.0;
        let y = 841.89 - frame.top * MM - high + (high - h) / 2.0;
        let mut page = self.doc.get_dictionary(id)?.clone();
        let name = "ZfPhoto";
        draw(
            &mut self.doc,
            &mut page,
            &format!("{w:.2} 0 0 {h:.2} {x:.2} {y:.2} cm /{name} Do"),
            ("XObject", name, image),
        );
        self.doc.set_object(id, page);
        Ok(())
    }
}

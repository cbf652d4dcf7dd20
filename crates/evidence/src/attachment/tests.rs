use super::kind::{Kind, PIXELS, Refusal, admit};
use super::upload::tidy;

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    bytes.extend(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    // A Huffman table before the frame header is not the frame header.
    bytes.extend([0xFF, 0xC4, 0, 4, 9, 9, 0xFF, 0xFF, 0xC2, 0, 17, 8]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xD9]);
    bytes
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn webp(chunk: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut bytes = b"RIFF\x40\0\0\0WEBP".to_vec();
    bytes.extend(chunk);
    bytes.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
    bytes.extend(payload);
    bytes.resize(bytes.len() + 16, 0);
    bytes
}

fn extended(width: u32, height: u32) -> Vec<u8> {
    let mut payload = vec![0, 0, 0, 0];
    payload.extend(&(width - 1).to_le_bytes()[..3]);
    payload.extend(&(height - 1).to_le_bytes()[..3]);
    webp(b"VP8X", &payload)
}

/// 附件只收 JPEG、PNG、WebP 图片和 PDF，按内容辨认。
#[test]
fn a_file_is_known_by_its_content() {
    assert_eq!(admit(&jpeg(4000, 3000)), Ok(Kind::Jpeg));
    assert_eq!(admit(&png(4000, 3000)), Ok(Kind::Png));
    assert_eq!(admit(&extended(4000, 3000)), Ok(Kind::WebP));
    assert_eq!(admit(b"%PDF-1.7\n1 0 obj"), Ok(Kind::Pdf));
    assert_eq!(admit(b"GIF89a\x01\0\x01\0"), Err(Refusal::WrongKind));
    assert_eq!(admit(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Refusal::WrongKind));
    assert_eq!(admit(b"PK\x03\x04 a workbook"), Err(Refusal::WrongKind));
    assert_eq!(admit("照片.jpg".as_bytes()), Err(Refusal::WrongKind));
}

/// 图片不超过8000万像素，按头部所写尺寸判断。
#[test]
fn a_picture_of_more_than_eighty_megapixels_is_refused_before_it_is_decoded() {
    assert_eq!(u64::from(10_000_u32) * 8000, PIXELS);
    assert_eq!(admit(&jpeg(10_000, 8000)), Ok(Kind::Jpeg));
    assert_eq!(admit(&jpeg(10_000, 8001)), Err(Refusal::TooManyPixels));
    assert_eq!(admit(&png(u32::MAX, u32::MAX)), Err(Refusal::TooManyPixels));
    assert_eq!(admit(&extended(16_384, 16_384)), Err(Refusal::TooManyPixels));
    let lossy = [0, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F];
    assert_eq!(admit(&webp(b"VP8 ", &lossy)), Err(Refusal::TooManyPixels), "16383 × 16383");
    let lossless = [0x2F, 0xFF, 0xFF, 0xFF, 0x0F];
    assert_eq!(admit(&webp(b"VP8L", &lossless)), Err(Refusal::TooManyPixels), "16384 × 16384");
}

/// 看不出尺寸的图片按损坏处理。
#[test]
fn a_picture_whose_header_is_cut_off_is_refused() {
    let whole = jpeg(640, 480);
    for end in 4..whole.len() - 12 {
        let cut = admit(&whole[..end]);
        assert!(cut.is_err() || cut == Ok(Kind::Jpeg), "never a panic: {end}");
    }
    assert_eq!(admit(&whole[..24]), Err(Refusal::Damaged));
    assert_eq!(admit(&png(0, 480)), Err(Refusal::Damaged));
    assert_eq!(admit(&png(640, 480)[..20]), Err(Refusal::Damaged));
    assert_eq!(admit(&webp(b"ALPH", &[0; 10])), Err(Refusal::Damaged));
    let mut loops = jpeg(640, 480);
    loops[5] = 0;
    assert_eq!(admit(&loops), Err(Refusal::Damaged), "a segment of no length");
}

/// 类型不对答415，像素过多答413，编号重复答409。
#[test]
fn the_door_answers_with_the_status_that_fits() {
    let status = |refusal: Refusal| super::kind::status(&refusal.refused()).as_u16();
    assert_eq!(status(Refusal::WrongKind), 415);
    assert_eq!(status(Refusal::Damaged), 415);
    assert_eq!(status(Refusal::TooManyPixels), 413);
    assert_eq!(status(Refusal::SameId), 409);
}

#[test]
fn a_name_is_only_for_show() {
    assert_eq!(tidy("../../etc/高炉.jpg"), "高炉.jpg");
    assert_eq!(tidy("C:\\照片\\高\r\n炉.jpg"), "高炉.jpg");
    assert_eq!(tidy("a/"), "未命名");
}

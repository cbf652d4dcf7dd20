//! The rules of seals, as sentences.

use super::rules::{self, Refusal};
use super::state::SealState;
use super::store::Row;
use super::{SealKind, mask};
use forms::FormName;
use image::{Rgba, RgbaImage};
use lexicon::{Instant, LegalDay, OrganisationId, SealId, SealImageId, UserId, check_machine};

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn chens() -> Row {
    Row {
        id: SealId::new(),
        organisation_id: OrganisationId::new(),
        organisation_name: "庆阳市西峰区应急管理局".into(),
        kind: SealKind::Organ,
        size_tenths: 420,
        valid_from: day("2026-06-01"),
        valid_to: day("2031-05-31"),
        image_id: SealImageId::new(),
        mask_sha256: String::new(),
        state: SealState::Pending,
        submitted_at: Instant(0),
        submitted_by: "陈雨欣".into(),
        submitted_by_id: UserId::new(),
        reviewed_at: None,
        reviewed_by: String::new(),
        opinion: String::new(),
        ended_at: None,
        ended_by: String::new(),
        end_reason: String::new(),
        revision: 1,
    }
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<SealState>().unwrap();
}

/// 上传与审核分开；只办本机关的；退回须写明原因；过期的不通过；现用的章还在用，新章未到启用日期的不通过。
#[test]
fn a_seal_is_reviewed_by_another_person_of_its_organ() {
    let seal = chens();
    let wu = (UserId::new(), seal.organisation_id);
    let june = (false, day("2026-06-01"));
    let code = |who, said, when| rules::review(&seal, who, said, when).map_err(|r| r.code);
    assert_eq!(code(wu, (true, ""), june), Ok(SealState::Passed));
    assert_eq!(code(wu, (false, "印模不清"), june), Ok(SealState::Returned));
    assert_eq!(code(wu, (false, " 无 "), june), Err("seal.opinion_missing".into()));
    assert_eq!(code((seal.submitted_by_id, seal.organisation_id), (true, ""), june), Err("seal.own_upload".into()));
    assert_eq!(code((wu.0, OrganisationId::new()), (true, ""), june), Err("seal.other_organ".into()));
    assert_eq!(code(wu, (true, ""), (false, day("2031-06-01"))), Err("seal.expired".into()));
    assert_eq!(code(wu, (true, ""), (true, day("2026-05-31"))), Err("seal.too_early".into()));
    assert_eq!(code(wu, (true, ""), (false, day("2026-05-31"))), Ok(SealState::Passed), "it replaces none");
    let passed = Row { state: SealState::Passed, ..chens() };
    assert!(rules::review(&passed, (wu.0, passed.organisation_id), (true, ""), june).is_err(), "not twice");
}

/// 停用即时生效，须写明原因。
#[test]
fn only_a_seal_in_use_is_stopped_and_with_a_reason() {
    let seal = Row { state: SealState::Passed, ..chens() };
    assert_eq!(rules::stop(&seal, seal.organisation_id, "印章遗失").unwrap(), SealState::Stopped);
    assert!(rules::stop(&seal, seal.organisation_id, "").is_err());
    assert!(rules::stop(&seal, OrganisationId::new(), "印章遗失").is_err());
    assert!(rules::stop(&chens(), chens().organisation_id, "印章遗失").is_err(), "it was never in use");
}

/// 有效期首尾两日都在内；没有通过的、停用的不能用。
#[test]
fn a_seal_is_in_force_from_its_first_to_its_last_day() {
    let seal = Row { state: SealState::Passed, ..chens() };
    let on = |seal: &Row, text| rules::is_in_force(seal, day(text));
    assert!(!on(&seal, "2026-05-31") && on(&seal, "2026-06-01") && on(&seal, "2031-05-31") && !on(&seal, "2031-06-01"));
    for state in [SealState::Pending, SealState::Returned, SealState::Replaced, SealState::Stopped] {
        assert!(!on(&Row { state, ..chens() }, "2026-06-01"));
    }
}

/// 行政处罚决定书只能盖机关印章（《行政处罚法》第五十九条第二款）；不盖章的文书不用印。
#[test]
fn a_penalty_decision_carries_the_seal_of_the_organ_itself() {
    assert_eq!(rules::kinds_for(FormName::RECTIFICATION_ORDER), [SealKind::Organ, SealKind::Enforcement]);
    assert_eq!(rules::kinds_for("penalty_decision".parse().unwrap()), [SealKind::Organ]);
    assert_eq!(rules::kinds_for("summary_penalty_decision".parse().unwrap()), [SealKind::Organ]);
    assert!(rules::kinds_for(FormName::ON_SITE_RECORD).is_empty());
}

#[test]
fn a_submission_is_held_to_its_bounds() {
    let faults = |size, from, to| rules::faults(size, (day(from), day(to)), day("2026-05-20")).len();
    assert_eq!(faults(420, "2026-05-20", "2026-05-20"), 0);
    assert_eq!(faults(199, "2026-05-20", "2026-05-20"), 1);
    assert_eq!(faults(601, "2026-05-20", "2026-05-20"), 1);
    assert_eq!(faults(420, "2026-05-21", "2026-05-20"), 1);
    assert_eq!(faults(420, "2026-05-01", "2026-05-19"), 1);
}

/// A scan: a red ring of 400 points on paper that is not quite white, a black word across it and a speck of dust.
fn scan() -> RgbaImage {
    RgbaImage::from_fn(900, 700, |x, y| {
        let (dx, dy) = (f64::from(x) - 500.0, f64::from(y) - 300.0);
        if (x, y) == (20, 20) || ((340..660).contains(&x) && (295..305).contains(&y)) {
            Rgba([20, 20, 25, 255])
        } else if (180.0..200.0).contains(&dx.hypot(dy)) {
            Rgba([215, 40, 45, 255])
        } else {
            Rgba([250, 249, 245, 255])
        }
    })
}

fn png(image: &RgbaImage) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[test]
fn a_scan_becomes_red_ink_on_nothing_cropped_to_the_seal() {
    let made = mask::of_scan(&png(&scan())).unwrap();
    assert!((398..=402).contains(&made.width) && (398..=402).contains(&made.height), "{}×{}", made.width, made.height);
    let at = |x: u32, y: u32| made.ink[(y * made.width + x) as usize];
    assert_eq!((at(200, 5), at(0, 0), at(200, 100)), (255, 0, 0), "ink on the ring, nothing beside it");
    assert_eq!(at(100, 200), 0, "the black word is no ink of the seal");
    let kept = mask::of_png(&mask::to_png(&made).unwrap()).unwrap();
    assert_eq!(kept, made);
    let red = image::load_from_memory(&mask::to_red_png(&made).unwrap()).unwrap().into_rgba8();
    assert_eq!((red.get_pixel(200, 5).0[3], red.get_pixel(0, 0).0[3]), (255, 0));
}

#[test]
fn a_large_scan_is_made_smaller_and_a_transparent_ground_is_no_ink() {
    let big = RgbaImage::from_fn(2000, 2000, |x, y| {
        let away = (f64::from(x) - 1000.0).hypot(f64::from(y) - 1000.0);
        if (880.0..950.0).contains(&away) { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) }
    });
    let made = mask::of_scan(&png(&big)).unwrap();
    assert_eq!((made.width, made.height), (600, 600));
    assert_eq!(made.ink[300 * 600 + 300], 0);
}

#[test]
fn what_is_no_seal_is_refused_by_its_reason() {
    let refused = |bytes: &[u8]| mask::of_scan(bytes).unwrap_err();
    assert_eq!(refused(b"GIF89a"), Refusal::NotPicture);
    assert_eq!(refused(b"%PDF-1.7"), Refusal::NotPicture);
    let cut = png(&scan());
    assert_eq!(refused(&cut[..cut.len() / 2]), Refusal::NotPicture);
    let plain = |w, h, colour: [u8; 4]| png(&RgbaImage::from_pixel(w, h, Rgba(colour)));
    assert_eq!(refused(&plain(6001, 3, [255; 4])), Refusal::TooManyPixels);
    assert_eq!(refused(&plain(400, 400, [255; 4])), Refusal::NoInk);
    assert_eq!(refused(&plain(400, 400, [200, 0, 0, 255])), Refusal::NotSeal);
    let small = image::imageops::resize(&scan(), 300, 233, image::imageops::FilterType::Triangle);
    assert_eq!(refused(&png(&small)), Refusal::TooSmall);
}

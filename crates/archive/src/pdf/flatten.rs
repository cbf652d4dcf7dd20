//! 印章入页 · what a signature shows becomes part of the page
//!
//! 电子签名只对原文件有效，并入卷宗和打印件以后不再是签名，但印章的样子要留在纸面上。

use super::overlay::{dictionary, draw, rectangle};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Bits of an annotation's flags: invisible, hidden, not shown.
const UNSEEN: i64 = 1 | 2 | 32;

/// Draws the appearance of every field of the page onto the page.
pub fn widgets(doc: &mut Document, page: &mut Dictionary) {
    drawn(doc, page, |kind| kind == b"Widget");
}

/// Draws everything that was put onto the page: fields, stamps, remarks. Windows that open and links show nothing in print.
pub fn annotations(doc: &mut Document, page: &mut Dictionary) {
    drawn(doc, page, |kind| kind != b"Popup" && kind != b"Link");
}

fn drawn(doc: &mut Document, page: &mut Dictionary, is_wanted: fn(&[u8]) -> bool) {
    let annots = page.get(b"Annots").ok().and_then(|at| doc.dereference(at).ok()?.1.as_array().ok().cloned());
    for (n, annot) in annots.unwrap_or_default().iter().enumerate() {
        let annot = dictionary(doc, Some(annot));
        let is_field = annot.get(b"Subtype").and_then(Object::as_name).is_ok_and(is_wanted);
        let is_seen = annot.get(b"F").and_then(Object::as_i64).unwrap_or(0) & UNSEEN == 0;
        if !is_field || !is_seen {
            continue;
        }
        let (Some(form), Some(rect)) = (appearance(doc, &annot), rectangle(doc, annot.get(b"Rect").ok())) else {
            continue;
        };
        let Some(matrix) = placed(doc, form, rect) else { continue };
        let name = format!("ZfSeal{n}");
        draw(doc, page, &format!("{matrix} cm /{name} Do"), ("XObject", &name, form));
    }
}

/// The normal appearance: a form, or the form of the state the field is in.
fn appearance(doc: &Document, annot: &Dictionary) -> Option<ObjectId> {
    let normal = dictionary(doc, annot.get(b"AP").ok()).get(b"N").ok()?.clone();
    let id = normal.as_reference().ok();
    if let Some(id) = id.filter(|id| doc.get_object(*id).is_ok_and(|object| object.as_stream().is_ok())) {
        return Some(id);
    }
    let state = annot.get(b"AS").and_then(Object::as_name).ok()?;
    dictionary(doc, Some(&normal)).get(state).and_then(Object::as_reference).ok()
}

/// The matrix that puts the box of the form into the rectangle (ISO 32000-1, 12.5.5); `None` for an empty one.
fn placed(doc: &Document, form: ObjectId, [left, bottom, right, top]: [f32; 4]) -> Option<String> {
    let form = &doc.get_object(form).ok()?.as_stream().ok()?.dict;
    let [x0, y0, x1, y1] = rectangle(doc, form.get(b"BBox").ok())?;
    let own = form.get(b"Matrix").ok().and_then(|m| doc.dereference(m).ok()?.1.as_array().ok().cloned());
    let own: Vec<f32> = own.unwrap_or_default().iter().filter_map(|n| n.as_float().ok()).collect();
    let [a, b, c, d, e, f] = *own.as_slice() else {
        return scaled([x0, y0, x1, y1], [left, bottom, right, top]);
    };
    let corner = |x: f32, y: f32| (a * x + c * y + e, b * x + d * y + f);
    let corners = [corner(x0, y0), corner(x1, y0), corner(x0, y1), corner(x1, y1)];
    let least = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::INFINITY, f32::min);
    let most = |pick: fn(&(f32, f32)) -> f32| corners.iter().map(pick).fold(f32::NEG_INFINITY, f32::max);
    let around = [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)];
    scaled(around, [left, bottom, right, top])
}

fn scaled([x0, y0, x1, y1]: [f32; 4], [left, bottom, right, top]: [f32; 4]) -> Option<String> {
    let (wide, high) = (x1 - x0, y1 - y0);
    let is_drawn = wide > 0.0 && high > 0.0 && right > left && top > bottom;
    let (sx, sy) = ((right - left) / wide, (top - bottom) / high);
    is_drawn.then(|| format!("{sx:.5} 0 0 {sy:.5} {:.3} {:.3}", left - x0 * sx, bottom - y0 * sy))
}

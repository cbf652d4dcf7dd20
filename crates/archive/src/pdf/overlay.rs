//! 覆写 · drawing over a page

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Draws over the page: its own contents are put between `q` and `Q`, so that nothing they set reaches ours.
pub fn draw(doc: &mut Document, page: &mut Dictionary, content: &str, resource: (&str, &str, ObjectId)) {
    let open = doc.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let ours = doc.add_object(Stream::new(Dictionary::new(), format!("\nQ\nq\n{content}\nQ\n").into_bytes()));
    let mut contents: Vec<Object> = vec![open.into()];
    match page.get(b"Contents").ok().cloned() {
        Some(Object::Array(list)) => contents.extend(list),
        Some(Object::Reference(id)) => match doc.get_object(id) {
            Ok(Object::Array(list)) => contents.extend(list.iter().cloned()),
            _ => contents.push(id.into()),
        },
        _ => {}
    }
    contents.push(ours.into());
    page.set("Contents", contents);
    give(doc, page, resource);
}

/// Gives a page one more resource. Several pages may share a dictionary of resources, so this page gets its own.
fn give(doc: &Document, page: &mut Dictionary, (category, name, id): (&str, &str, ObjectId)) {
    let mut resources = dictionary(doc, page.get(b"Resources").ok());
    let mut of_kind = dictionary(doc, resources.get(category.as_bytes()).ok());
    of_kind.set(name, id);
    resources.set(category, of_kind);
    page.set("Resources", resources);
}

/// The dictionary that stands here or is pointed to; an empty one for anything else.
pub fn dictionary(doc: &Document, at: Option<&Object>) -> Dictionary {
    let found = match at {
        Some(Object::Reference(id)) => doc.get_object(*id).ok(),
        other => other,
    };
    found.and_then(|object| object.as_dict().ok()).cloned().unwrap_or_default()
}

/// Four numbers; `None` when it is anything else.
pub fn rectangle(doc: &Document, at: Option<&Object>) -> Option<[f32; 4]> {
    let array = doc.dereference(at?).ok()?.1.as_array().ok()?;
    let numbers: Vec<f32> = array.iter().filter_map(|n| doc.dereference(n).ok()?.1.as_float().ok()).collect();
    let [a, b, c, d] = *numbers.as_slice() else { return None };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

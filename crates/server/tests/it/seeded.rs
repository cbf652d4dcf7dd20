//! 二十种错误 · what offices get wrong in a workbook: the column, and what stands there. `=` repeats an earlier code.

pub const KINDS: [(&str, &str); 20] = [
    ("name", ""),
    ("credit_code", ""),
    ("credit_code", "91621002MA00000"),
    ("credit_code", "91621002MA000000OO"),
    ("credit_code", "="),
    ("region_code", "999999"),
    ("region_code", "621000"),
    ("region_code", "621027"),
    ("address", ""),
    ("legal_person", ""),
    ("phone", "12345"),
    ("contact", ""),
    ("contact_phone", "电话"),
    ("industries", "航天企业"),
    ("element", "工"),
    ("gb4754", "31"),
    ("scale", "巨型"),
    ("employees", "三十"),
    ("longitude", "10.5"),
    ("state", "倒闭"),
];

//! 两名执法人员 · two certified officers
//!
//! 依据：《行政处罚法》第四十二条；《安全生产法》第六十七条
//! Inspection, order and re-check are done by two or more officers, each with a certificate valid on the day of the
//! act. Not here: who is assigned to what (that is the chapter's).

use crate::{LegalDay, OfficerId, Refused, refusals};

/// An officer with the certificate as the register knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertifiedOfficer {
    /// Who.
    pub id: OfficerId,
    /// Name, as printed.
    pub name: String,
    /// 执法证号
    pub certificate_no: String,
    /// First valid day.
    pub valid_from: LegalDay,
    /// Last valid day.
    pub valid_to: LegalDay,
}

refusals! {
    /// 执法人员不合要求的情形
    pub enum PairRefusal in "officers" {
        OneOfficer = "one_officer", "执法须由两名以上执法人员进行",
            basis "《中华人民共和国行政处罚法》第四十二条", way_out "请补选第二名执法人员";
        SameOfficer = "same_officer", "同一名执法人员被重复选择",
            basis "《中华人民共和国行政处罚法》第四十二条", way_out "请另选一名执法人员";
        CertificateExpired = "certificate_expired", "执法证件在当日不在有效期内",
            basis "《中华人民共和国安全生产法》第六十七条", way_out "请更换持有有效执法证件的人员，或先办理换证";
    }
}

/// Two or more different officers whose certificates are valid on the day; cannot be made otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerPair(Vec<CertifiedOfficer>);

impl OfficerPair {
    /// Checks the officers for an act on `day`.
    ///
    /// # Errors
    /// Fewer than two, the same one twice, or a certificate that is not valid on the day (the sentence names whom).
    pub fn on(day: LegalDay, officers: Vec<CertifiedOfficer>) -> Result<Self, Refused> {
        if officers.len() < 2 {
            return Err(PairRefusal::OneOfficer.at("officers"));
        }
        for (i, officer) in officers.iter().enumerate() {
            if officers.iter().take(i).any(|o| o.id == officer.id) {
                return Err(PairRefusal::SameOfficer.at("officers"));
            }
            if day < officer.valid_from || day > officer.valid_to {
                let mut refused = PairRefusal::CertificateExpired.at("officers");
                refused.sentence = format!(
                    "{}的执法证件（{}）有效期为{}至{}，在{}不在有效期内",
                    officer.name,
                    officer.certificate_no,
                    officer.valid_from.zh(),
                    officer.valid_to.zh(),
                    day.zh()
                );
                return Err(refused);
            }
        }
        Ok(Self(officers))
    }

    /// The officers in the order given.
    #[must_use]
    pub fn officers(&self) -> &[CertifiedOfficer] {
        &self.0
    }

    /// Names joined for a list: 赵明远、钱立诚.
    #[must_use]
    pub fn names(&self) -> String {
        self.0.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join("、")
    }
}

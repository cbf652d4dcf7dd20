//! 校验 · every row of a file of users: what can be said without the register, then what the register says

use crate::columns::SheetMap;
use crate::import::fields::{Faults, Head, Line, several};
use crate::workbook::{LIMITS, Limits, Unreadable, Workbook};
use authority::{Halt, ReadTx, Result, Role};
use identity::role::store::{self as own_roles, Wanted};
use identity::user::{UserInput, admin_store, filled, is_account};
use lexicon::{OrganisationId, Refused, Term, UserId};
use std::collections::HashMap;

/// Rows of one file, with the heading: each costs a password hash.
const ROWS: u32 = 301;

/// A row as it was filled in.
#[derive(Debug)]
pub struct Row {
    /// As Excel shows it.
    pub row: u32,
    pub name: String,
    pub account: String,
    pub organisation: String,
    pub department: String,
    pub title: String,
    pub roles: Vec<String>,
}

/// What the file holds.
#[derive(Debug)]
pub struct Checked {
    pub rows: i64,
    pub lines: Vec<Row>,
    pub faults: Faults,
    pub head: Head,
}

/// A row that can be written.
#[derive(Debug)]
pub struct Ready {
    pub id: UserId,
    pub organ: OrganisationId,
    pub input: UserInput,
}

/// Reads and checks a file; what the register says of it is not asked here.
///
/// # Errors
/// A file that cannot be read as a filled template.
pub fn check(bytes: Vec<u8>, map: &'static SheetMap) -> std::result::Result<Checked, Refused> {
    let mut book = Workbook::open(bytes, Limits { rows: ROWS, ..LIMITS })?;
    let sheet = map.sheet.as_str();
    if !book.has(sheet) {
        let mut refused = Unreadable::NoSheet.at("file");
        refused.sentence = format!("工作簿里没有“{sheet}”表");
        return Err(refused);
    }
    let (mut head, mut rows, mut faults, mut lines) = (None, 0, Faults::default(), Vec::new());
    let mut known: HashMap<String, u32> = HashMap::new();
    book.rows(sheet, |row, cells| match &head {
        None => head = Some(Head::read(sheet, map, cells)),
        Some(Ok(head)) => {
            rows += 1;
            let mut line = Line { head, row, cells, faults: &mut faults, is_good: true };
            lines.extend(read(&mut line, &mut known));
        }
        Some(Err(_)) => {}
    })?;
    match head {
        Some(head) => Ok(Checked { rows, lines, faults, head: head? }),
        None => {
            let mut refused = Unreadable::NoColumn.at("file");
            refused.sentence = format!("“{sheet}”表是空的");
            Err(refused)
        }
    }
}

fn read(line: &mut Line<'_>, known: &mut HashMap<String, u32>) -> Option<Row> {
    let account = line.parsed("account", |text| {
        if is_account(text) { Ok(text.to_owned()) } else { Err("应为11位手机号".to_owned()) }
    });
    if let Some(account) = &account {
        match known.get(account).copied() {
            Some(row) => line.fault("account", account, format!("与第{row}行重复")),
            None => _ = known.insert(account.clone(), line.row),
        }
    }
    let row = Row {
        row: line.row,
        name: line.required("name", 30),
        account: account.unwrap_or_default(),
        organisation: line.required("organisation", 60),
        department: line.text("department", 60),
        title: line.text("title", 60),
        roles: several(&line.required("roles", 200)),
    };
    line.is_good.then_some(row)
}

/// What the register says of each row; what cannot be written is a fault at its cell.
///
/// # Errors
/// Engine faults.
pub async fn compare(tx: &mut ReadTx<'_>, checked: &mut Checked) -> Result<Vec<Ready>> {
    let mut ready = Vec::new();
    for row in std::mem::take(&mut checked.lines) {
        match ready_row(tx, &row).await? {
            Ok(one) => ready.push(one),
            Err(faults) => {
                for (key, sentence) in faults {
                    let value = match key {
                        "account" => row.account.clone(),
                        "name" => row.name.clone(),
                        "organisation" => row.organisation.clone(),
                        "department" => row.department.clone(),
                        "title" => row.title.clone(),
                        _ => row.roles.join("；"),
                    };
                    checked.head.fault(&mut checked.faults, row.row, (key, &value), sentence);
                }
            }
        }
    }
    Ok(ready)
}

type Told = (&'static str, String);

async fn ready_row(tx: &mut ReadTx<'_>, row: &Row) -> Result<std::result::Result<Ready, Vec<Told>>> {
    let told = |key, sentence: &str| Ok(Err(vec![(key, sentence.to_owned())]));
    let today = tx.today();
    let organs = admin_store::organs_named(tx, &row.organisation).await?;
    let Some(organ) = organs.into_iter().find(|organ| organ.acts_on(today)) else {
        return told("organisation", "本机构及下级没有这个名称的在用机构");
    };
    let departments = admin_store::departments(tx, organ.id).await?;
    let department = departments.iter().find(|(_, name)| *name == row.department).map(|(id, _)| *id);
    if department.is_none() && !row.department.is_empty() {
        return told("department", "该机构没有这个内设机构");
    }
    let (mut roles, mut own) = (Vec::new(), Vec::new());
    for name in &row.roles {
        if let Some(role) = Role::ALL.iter().find(|role| role.zh() == name) {
            roles.push(*role);
            continue;
        }
        let wanted = Wanted { text: name.clone(), reaching: Some(organ.keys()), only_enabled: true };
        let (found, _) = own_roles::list(tx, &wanted, (None, 100)).await?;
        match found.into_iter().find(|role| role.name == *name) {
            Some(role) => own.push(role.id),
            None => return told("roles", &format!("没有“{name}”这个角色")),
        }
    }
    let (name, account, title) = (row.name.clone(), row.account.clone(), row.title.clone());
    let input = UserInput { account, name, title, department_id: department, roles, own_roles: own };
    let id = UserId::new();
    match filled::judged(tx, (id, &organ), input.clone()).await {
        Ok(_) => Ok(Ok(Ready { id, organ: organ.id, input })),
        Err(Halt::Invalid(errors)) => Ok(Err(errors.into_iter().map(|e| (column(&e.field), e.sentence)).collect())),
        Err(Halt::Refused(refused)) => {
            Ok(Err(vec![(column(refused.field.as_deref().unwrap_or_default()), refused.sentence)]))
        }
        Err(other) => Err(other),
    }
}

/// The column a field of the form stands in.
fn column(field: &str) -> &'static str {
    match field {
        "account" => "account",
        "name" => "name",
        "title" => "title",
        "department_id" => "department",
        "organisation_id" => "organisation",
        _ => "roles",
    }
}

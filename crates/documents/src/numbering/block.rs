//! 预留号段 · numbers handed to a device that will work without network
//!
//! 当场处罚决定书须编有号码才能交付，离线设备因此先领一段号。退回时，没有用在文书上的逐号作废，写明原因。
//! 依据：《行政处罚法》第五十二条第一款

use super::{block_store as store, rules, store as series};
use authority::{Entry, FieldError, Halt, SubjectKind, Verb};
use forms::FormName;
use lexicon::{Instant, NumberBlockId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A block of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NumberBlock {
    pub id: NumberBlockId,
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    pub first_number: String,
    pub last_number: String,
    pub first_serial: i64,
    pub last_serial: i64,
    pub year: i64,
    /// 设备
    pub device: String,
    pub reserved_at: Instant,
    pub reserved_by: String,
    pub returned_at: Option<Instant>,
    pub revision: i64,
}

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BlockRequest {
    /// Made by the device.
    pub id: NumberBlockId,
    /// 式样代码
    pub form: String,
    /// 1至50
    pub count: i64,
    /// 设备名称
    pub device: String,
}

/// The block as the caller saw it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BlockReturn {
    pub seen: i64,
}

/// 预留号段，本机关的，最近一百段
#[utoipa::path(get, path = "/number-blocks", tag = "文书编号", responses((status = 200, body = Vec<NumberBlock>)))]
pub async fn list(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<NumberBlock>>> {
    let permit = caller.may(Verb::ReadNumbering)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::blocks(tx).await }));
    Ok(Json(read.await?.into_iter().map(NumberBlock::from).collect()))
}

/// 领取号段；当年有效
#[utoipa::path(post, path = "/number-blocks", tag = "文书编号", request_body = BlockRequest, responses((status = 200, body = NumberBlock)))]
pub async fn reserve(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<BlockRequest>,
) -> web::Result<Json<NumberBlock>> {
    // 权限
    let permit = caller.may(Verb::ReserveNumbers)?;
    let wrong = |field: &str, sentence: &str| Halt::Invalid(vec![FieldError::new(field, sentence)]);
    let form: FormName = asked.form.parse().map_err(|_| wrong("form", "没有这种文书"))?;
    let device = asked.device.trim().to_owned();
    if !(1..=60).contains(&device.chars().count()) {
        return Err(wrong("device", "请填写设备名称，不超过60字").into());
    }
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let (organ, today) = (tx.actor().organisation_id, tx.today());
            let rule = series::rule(tx, organ, form, today).await?;
            // 判定
            if form.kind_word().is_empty() {
                return Err(rules::Refusal::NotNumbered.at("form").into());
            }
            rules::may_reserve(&rule, asked.count)?;
            // 落库
            let year = i64::from(today.year());
            let first = series::take(tx, (organ, form, year), rule.start_serial, asked.count).await?;
            let last = first + asked.count - 1;
            let block = NumberBlock {
                id: asked.id,
                form: form.code().to_owned(),
                zh: form.zh().to_owned(),
                first_number: rules::write(&rule, year, first, 1),
                last_number: rules::write(&rule, year, last, 1),
                first_serial: first,
                last_serial: last,
                year,
                device,
                reserved_at: tx.at(),
                reserved_by: tx.actor().name.clone(),
                returned_at: None,
                revision: 1,
            };
            store::insert(tx, &block).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Organisation, organ, "领取文号号段").with(&block);
            tx.record(entry, block).await
        })
    });
    Ok(Json(write.await?))
}

/// 退回号段；没有用在文书上的号逐个作废
#[utoipa::path(post, path = "/number-blocks/{id}/return", tag = "文书编号", params(("id" = NumberBlockId, Path)), request_body = BlockReturn, responses((status = 200, body = NumberBlock)))]
pub async fn hand_back(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<NumberBlockId>,
    Sent(command): Sent,
    Json(asked): Json<BlockReturn>,
) -> web::Result<Json<NumberBlock>> {
    // 权限
    let permit = caller.may(Verb::ReserveNumbers)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let block = store::take(tx, id).await?;
            tx.actor().acts_for(block.organisation_id)?;
            // 判定
            if block.returned_at.is_some() {
                let mut refused = rules::Refusal::BlockReturned.refused();
                refused.by_state = true;
                return Err(refused.into());
            }
            if block.revision != asked.seen {
                return Err(Halt::Stale { revision: block.revision, by: block.reserved_by, at: block.reserved_at });
            }
            // 落库
            let form: FormName = block.form.parse().map_err(|_| Halt::Fault(block.form.clone()))?;
            let rule = series::rule(tx, block.organisation_id, form, block.reserved_at.day()).await?;
            let used = store::used(tx, &block).await?;
            let unused = (block.first_serial..=block.last_serial).filter(|serial| !used.contains(serial));
            let unused: Vec<(i64, String)> =
                unused.map(|serial| (serial, rules::write(&rule, block.year, serial, 1))).collect();
            store::void(tx, &block, &unused).await?;
            store::mark_returned(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Organisation, block.organisation_id, "退回文号号段");
            let numbers: Vec<&String> = unused.iter().map(|(_, number)| number).collect();
            let entry = entry.with(&serde_json::json!({"block": id, "voided": numbers}));
            let answer = NumberBlock::from(store::take(tx, id).await?);
            tx.record(entry, answer).await
        })
    });
    Ok(Json(write.await?))
}

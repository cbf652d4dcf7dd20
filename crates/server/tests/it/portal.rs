//! 门户 · what the start page, the reminders bar, the ledger and the roll-up tell, and whom.

use crate::path::{self, Cast};
use crate::world::{County, Person, id};
use serde_json::{Value, json};

async fn counts(who: &Person) -> Value {
    who.get("/workbench-counts").await.ok()
}

/// 一次办理之后立即计数；邻县的数里没有我们的任何事项。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_is_counted_at_once_and_only_for_those_who_may_see_it() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let before = counts(&cast.zhao).await;
    assert_eq!((&before["schemes_unfinished"], &before["own_inspections"]), (&json!(0), &json!(0)));
    let wang = counts(&cast.wang).await;

    path::saved_scheme(&county, &cast.zhao).await;
    assert_eq!(counts(&cast.zhao).await["schemes_unfinished"], 1);
    let submitted = path::submitted_scheme(&county, &cast.zhao).await;
    assert_eq!(counts(&cast.zhao).await["schemes_unfinished"], 1, "what is submitted is not unfinished");
    assert_eq!(counts(&cast.feng).await["approvals_pending"], 1);
    let review = path::approval_for(&cast.feng, &submitted).await;
    path::decides(&cast.feng, &review, false, "请补充检查范围").await;
    assert_eq!(counts(&cast.zhao).await["schemes_returned"], 1);
    assert_eq!(counts(&cast.feng).await["approvals_pending"], 0);

    path::concluded_inspection(&county, &cast).await;
    let now = counts(&cast.zhao).await;
    assert_eq!((&now["inspections_open"], &now["own_inspections"]), (&json!(0), &json!(1)));
    assert_eq!((&now["re_checks"]["later"], &now["re_checks"]["overdue"]), (&json!(1), &json!(0)));
    assert_eq!(counts(&cast.wang).await, wang, "the next county counts what it counted before");
    county.it_is("2026-06-02");
    assert_eq!(counts(&county.person("zhao").await).await["re_checks"]["overdue"], 1);
}

/// 没有权限的不计数：审批人没有方案数，系统管理员只有空。
#[tokio::test]
async fn nobody_is_told_a_number_he_may_not_open() {
    let county = County::new().await;
    let (sun, zhou, li) = (county.person("sun").await, county.person("zhou").await, county.person("li").await);
    let approver = counts(&sun).await;
    assert_eq!((&approver["schemes_unfinished"], &approver["own_inspections"]), (&Value::Null, &Value::Null));
    assert_eq!((&approver["approvals_pending"], approver["enterprises"].as_i64() > Some(0)), (&json!(0), true));
    let administrator = counts(&zhou).await;
    for key in
        ["schemes_unfinished", "inspections_open", "re_checks", "approvals_pending", "enterprises", "accesses_unnoted"]
    {
        assert_eq!(administrator[key], Value::Null, "{key}");
    }
    assert_eq!(counts(&li).await["accesses_unnoted"], 0);
    let reminders = zhou.get("/reminders").await.ok();
    assert_eq!(reminders["items"], json!([]));
}

/// 外单位查看了本县企业档案，提醒本县的业务管理员和审计员，确认已阅后不再提醒；查看人自己和他的机关不受提醒。
#[tokio::test]
async fn a_look_at_our_file_reminds_us_until_somebody_takes_note() {
    let county = County::new().await;
    let (wang, li, wei) = (county.person("wang").await, county.person("li").await, county.person("wei").await);
    let zhao = county.person("zhao").await;
    let ask =
        json!({"id": id(), "enterprise_id": path::enterprise_id(path::STEELWORKS), "reason": "移送案件核实设备情况"});
    let access = wang.post("/temporary-accesses", &ask).await.ok();
    for who in [&li, &wei] {
        assert_eq!(counts(who).await["accesses_unnoted"], 1);
        let items = who.get("/reminders").await.ok()["items"].clone();
        let item = items.as_array().unwrap().iter().find(|i| i["kind"] == "access").unwrap().clone();
        assert!(item["title"].as_str().unwrap().contains(&wang.name), "{item}");
    }
    assert_eq!(counts(&zhao).await["accesses_unnoted"], Value::Null);
    let path = format!("/temporary-accesses/{}/noting", access["id"].as_str().unwrap());
    li.post(&path, &json!({"seen": access["revision"]})).await.ok();
    assert_eq!(counts(&wei).await["accesses_unnoted"], 0);
    assert_eq!(li.get("/reminders").await.ok()["accesses_unnoted"], 0);
}

/// 执法活动：今日开展的计入今日、本周、本月、本年；星期一开始新的一周，元旦开始新的一年。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_inspection_counts_in_the_day_week_month_and_year_in_which_it_was_begun() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let zheng = county.person("zheng").await;
    let activity = async |who: &Person| who.get("/activity-counts").await.ok();
    let numbers = |year, month, week, today| json!({"year": year, "month": month, "week": week, "today": today});
    assert_eq!(activity(&cast.zhao).await["begun"], numbers(0, 0, 0, 0));
    // 20 May 2026 is a Wednesday.
    path::concluded_inspection(&county, &cast).await;
    for who in [&cast.zhao, &cast.sun, &zheng] {
        let now = activity(who).await;
        assert_eq!((&now["begun"], &now["concluded"]), (&numbers(1, 1, 1, 1), &numbers(1, 1, 1, 1)));
    }
    assert_eq!(activity(&cast.wang).await["begun"], numbers(0, 0, 0, 0), "the next county");
    for (day, expected) in [
        ("2026-05-24", numbers(1, 1, 1, 0)),
        ("2026-05-25", numbers(1, 1, 0, 0)),
        ("2026-06-01", numbers(1, 0, 0, 0)),
        ("2027-01-01", numbers(0, 0, 0, 0)),
    ] {
        county.it_is(day);
        let zhao = county.person("zhao").await;
        assert_eq!(activity(&zhao).await["begun"], expected, "{day}");
    }
}

fn line<'a>(summary: &'a Value, code: &str) -> &'a Value {
    let rows = summary["rows"].as_array().unwrap();
    rows.iter().find(|r| r["code"] == code).unwrap_or_else(|| panic!("no line {code} in {summary}"))
}

/// 地区汇总逐级下钻：省看到各市，市看到各县；各行之和等于合计；邻县只看到自己，看不到我们。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_province_drills_down_and_the_next_county_sees_only_itself() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let zheng = county.person("zheng").await;
    path::concluded_inspection(&county, &cast).await;
    let province = zheng.get("/region-summaries").await.ok();
    assert_eq!((&province["code"], &province["name"]), (&json!("620000"), &json!("甘肃省")));
    let city = line(&province, "621000");
    assert_eq!((&city["inspections"], &city["problems"], &city["open"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(city["has_children"], true);
    let cities = zheng.get("/region-summaries?region=621000").await.ok();
    let (ours, next) = (line(&cities, "621002"), line(&cities, "621027"));
    assert_eq!((&ours["inspections"], &next["inspections"]), (&json!(1), &json!(0)));
    assert_eq!(cities["total"]["enterprises"], city["enterprises"]);
    for key in ["enterprises", "equipment", "inspections", "concluded", "problems", "open", "overdue", "closed"] {
        let sum: i64 = cities["rows"].as_array().unwrap().iter().map(|r| r[key].as_i64().unwrap()).sum();
        assert_eq!(cities["total"][key], sum, "{key}");
    }
    let steps: Vec<&str> = cities["path"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(steps, ["甘肃省", "庆阳市"]);
    county.it_is("2026-06-02");
    let zheng = county.person("zheng").await;
    assert_eq!(line(&zheng.get("/region-summaries?region=621000").await.ok(), "621002")["overdue"], 1);

    let wang = county.person("wang").await;
    let own = wang.get("/region-summaries").await.ok();
    assert_eq!((&own["code"], own["rows"].as_array().unwrap().len()), (&json!("621027"), 1));
    assert_eq!((&own["total"]["inspections"], &own["total"]["open"]), (&json!(0), &json!(0)));
    for region in ["621002", "621000", "620000", "000000", "111111"] {
        wang.get(&format!("/region-summaries?region={region}")).await.is_not_found();
        wang.get(&format!("/region-summaries/export?region={region}")).await.is_not_found();
    }
    wang.get("/region-summaries?region=abc").await.is_refused(422, "request.invalid");
}

/// 企业基础信息：按地区、设备种类查询，列出各种设备的数量；导出留痕；邻县的台账里没有我们的企业。
#[tokio::test]
async fn the_ledger_counts_equipment_by_kind_and_its_export_stands_in_the_trail() {
    let county = County::new().await;
    let (zhao, wang, wei) = (county.person("zhao").await, county.person("wang").await, county.person("wei").await);
    let ours = zhao.get("/enterprise-ledger?region=621002&industry=steel&size=100").await.ok();
    let rows = ours["items"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let sum: i64 = row["equipment"].as_array().unwrap().iter().map(|k| k["count"].as_i64().unwrap()).sum();
        assert_eq!(row["equipment_count"], sum, "{row}");
    }
    let kind = rows[0]["equipment"][0]["kind"].as_str().unwrap();
    let with = zhao.get(&format!("/enterprise-ledger?kind={kind}&size=100")).await.ok();
    assert!(with["total"].as_i64() <= ours["total"].as_i64());
    for row in with["items"].as_array().unwrap() {
        assert!(row["equipment"].as_array().unwrap().iter().any(|k| k["kind"] == kind), "{row}");
    }
    let none = wang.get("/enterprise-ledger?region=621002").await.ok();
    assert_eq!((&none["total"], &none["items"]), (&json!(0), &json!([])));
    crate::exports::written(&zhao, "/enterprise-ledger-exports?region=621002").await;
    let summary = zhao.get("/region-summaries/export").await;
    assert_eq!((summary.status.as_u16(), summary.bytes.starts_with(b"PK")), (200, true));
    let trail = wei.get("/audit-entries?class=export&size=20").await.ok();
    let acts: Vec<&str> = trail["items"].as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap()).collect();
    assert!(acts.contains(&"导出企业基础信息") && acts.contains(&"导出地区汇总情况"), "{acts:?}");
}

/// 法规按标题、发文单位、类型查询，现行的在前；文书样张打得开，没有的式样查无此件。
#[tokio::test]
async fn the_registry_is_searched_and_every_form_has_its_sample_paper() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let all = zhou.get("/statutes").await.ok();
    let rows = all.as_array().unwrap();
    let first_repealed = rows.iter().position(|r| r["is_in_force"] == false).unwrap();
    assert!(rows[first_repealed..].iter().all(|r| r["is_in_force"] == false), "what is in force stands first");
    let found = zhou.get("/statutes?q=%E5%AE%89%E5%85%A8%E7%94%9F%E4%BA%A7%E6%B3%95&kind=law").await.ok();
    let law = &found[0];
    assert_eq!(
        (&law["short_name"], &law["kind"], &law["is_in_force"]),
        (&json!("安全生产法"), &json!("law"), &json!(true))
    );
    assert!(law["articles"].as_array().unwrap().iter().any(|a| a["place"].as_str().unwrap().starts_with("第六十五条")));
    assert_eq!(zhou.get("/statutes?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E9%83%A8%E6%B3%95").await.ok(), json!([]));
    zhou.get("/statutes?kind=poem").await.is_refused(422, "request.invalid");
    for sample in zhou.get("/form-samples").await.ok().as_array().unwrap() {
        let paper = zhou.get(&format!("/form-samples/{}", sample["form"].as_str().unwrap())).await;
        assert_eq!((paper.status.as_u16(), paper.kind.as_str()), (200, "application/pdf"));
        assert!(paper.bytes.starts_with(b"%PDF"));
    }
    zhou.get("/form-samples/poem").await.is_not_found();
}

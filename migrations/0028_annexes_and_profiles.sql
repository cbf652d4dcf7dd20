-- 卷宗的附件：书证、送达回证、证照的件数
ALTER TABLE volumes ADD COLUMN annexes {int} NOT NULL DEFAULT 0;
-- 文书资料：监督投诉电话、陈述申辩期限（日）、案卷保存期限，都按日期生效
ALTER TABLE organisation_profiles ADD COLUMN complaint_phone {text} NOT NULL DEFAULT '';
ALTER TABLE organisation_profiles ADD COLUMN defence_days {int} NOT NULL DEFAULT 3;
ALTER TABLE organisation_profiles ADD COLUMN kept_for {text} NOT NULL DEFAULT 'ten_years';

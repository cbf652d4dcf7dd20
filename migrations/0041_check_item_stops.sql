-- 检查事项停用又启用的，原来的停用期间保留：问起那几天，仍是停用的。code 为空的是整个清单。
CREATE TABLE own_checklist_stops (
  list_id {uuid} NOT NULL, code {text} NOT NULL, stopped_on {text} NOT NULL, stop_reason {text} NOT NULL,
  resumed_on {text} NOT NULL, PRIMARY KEY (list_id, code, stopped_on, resumed_on)
) {strict};

-- 检索：企业名称、代码、地址、人员、电话的双字索引。doc 按编号排序，检索结果因此与列表同序
CREATE TABLE enterprise_search (
  doc {int} PRIMARY KEY, id {uuid} NOT NULL UNIQUE,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL
) {strict};
--only sqlite
CREATE VIRTUAL TABLE enterprise_search_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
--end
--only postgres
ALTER TABLE enterprise_search ADD COLUMN terms TSVECTOR NOT NULL DEFAULT '';
ALTER TABLE enterprise_search ALTER COLUMN terms SET STATISTICS 1000;
CREATE INDEX enterprise_search_terms ON enterprise_search USING gin (terms) WITH (gin_pending_list_limit = 1024);
--end

-- 升级前已有的记录由程序在启动时补建索引，做到哪里记在这里，中断后接着做
CREATE TABLE search_fills (name {text} PRIMARY KEY, last_id {uuid}, is_done {flag} NOT NULL) {strict};

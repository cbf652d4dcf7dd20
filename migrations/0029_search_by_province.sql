-- 检索索引的词带上省份，本省的检索不再翻阅全国；编号越新越小，检索顺着索引走。已有记录由程序在下次启动时重新收录
DELETE FROM enterprise_search;
DELETE FROM search_fills WHERE name = 'enterprises';
--only sqlite
DROP TABLE enterprise_search_terms;
CREATE VIRTUAL TABLE enterprise_search_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
INSERT INTO enterprise_search_terms (enterprise_search_terms, rank) VALUES ('hashsize', 16777216);
INSERT INTO enterprise_search_terms (enterprise_search_terms, rank) VALUES ('automerge', 8);
INSERT INTO enterprise_search_terms (enterprise_search_terms, rank) VALUES ('usermerge', 2);
--end
--only postgres
CREATE INDEX enterprise_search_prov ON enterprise_search (prov, doc);
CREATE INDEX enterprise_search_city ON enterprise_search (city, doc);
CREATE INDEX enterprise_search_county ON enterprise_search (county, doc);
--end

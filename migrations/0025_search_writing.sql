-- 检索索引按事务写入：成批导入时一次多留一些在内存里再落盘，合并得少一些
--only sqlite
INSERT INTO enterprise_search_terms (enterprise_search_terms, rank) VALUES ('hashsize', 16777216);
INSERT INTO enterprise_search_terms (enterprise_search_terms, rank) VALUES ('automerge', 8);
--end

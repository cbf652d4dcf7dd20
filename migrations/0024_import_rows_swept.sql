-- 导入的逐行明细不再需要的，由程序清理；清理过的记下时间
ALTER TABLE enterprise_imports ADD COLUMN swept_at {int};
CREATE INDEX enterprise_imports_unswept ON enterprise_imports (state, updated_at) WHERE swept_at IS NULL;

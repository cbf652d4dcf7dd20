-- 待比对的企业：最近一次写入是什么时候，不必逐行看
CREATE INDEX duplicate_queue_at ON duplicate_queue (at);

-- Lists the subjects observed within the retention, after the server's time in milliseconds.
-- KEYS: the sorted set of subjects
-- ARGV: retention in milliseconds
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local subjects = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('%.0f', now - tonumber(ARGV[1])), '+inf')
table.insert(subjects, 1, string.format('%.0f', now))
return subjects

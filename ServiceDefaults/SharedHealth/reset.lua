-- Wipes a subject's slate: no failures, no pause, a closed circuit, no operator's word against it.
-- KEYS: the subject's state, the subjects taken out, the sorted set of subjects, the subject's history
-- ARGV: subject, retention, entry for the history, length of the history, its retention
-- Durations are milliseconds. Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = string.format('%.0f', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000))
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or 0)
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[1], 'sums', 'succeeded', 'failures', 'cause', 'cause_at', 'cooling', 'slow', 'open', 'open_until', 'openings', 'why', 'trial',
  'trial_until')
redis.call('HSET', KEYS[1], 'at', now, 'since', now, 'observed', now, 'turned', now, 'version', string.format('%.0f', version + 1))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[3], now, ARGV[1])
redis.call('LPUSH', KEYS[4], now .. ' ' .. ARGV[3])
redis.call('LTRIM', KEYS[4], '0', string.format('%.0f', tonumber(ARGV[4]) - 1))
redis.call('PEXPIRE', KEYS[4], ARGV[5])
return 1

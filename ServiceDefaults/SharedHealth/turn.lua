-- Turns a circuit, unless it has turned since the caller looked: of several who see the same, one turns it.
-- KEYS: the subject's state, the sorted set of subjects, the subject's history
-- ARGV: subject, version that the caller saw or '', token of the caller's trial or '', '1' to open or '0' to close, pause, openings,
--       cause, retention, entry for the history, length of the history, its retention
-- Durations are milliseconds. Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local function time(milliseconds) return string.format('%.0f', milliseconds) end

local state = redis.call('HMGET', KEYS[1], 'version', 'trial')
local version = tonumber(state[1] or 0)
if (ARGV[2] ~= '' and version ~= tonumber(ARGV[2])) or (ARGV[3] ~= '' and state[2] ~= ARGV[3]) then return 0 end

redis.call('HDEL', KEYS[1], 'trial', 'trial_until')
redis.call('HSET', KEYS[1], 'version', time(version + 1), 'open', ARGV[4], 'openings', ARGV[6], 'turned', time(now), 'why', ARGV[7])
if ARGV[4] == '1' then
  redis.call('HSET', KEYS[1], 'open_until', time(now + tonumber(ARGV[5])))
else
  -- What failed before says nothing of what is well again.
  redis.call('HDEL', KEYS[1], 'sums', 'succeeded', 'failures', 'cause', 'cause_at')
  redis.call('HSET', KEYS[1], 'at', time(now), 'since', time(now))
end
if redis.call('HEXISTS', KEYS[1], 'at') == 0 then redis.call('HSET', KEYS[1], 'at', time(now)) end
if redis.call('HEXISTS', KEYS[1], 'observed') == 0 then redis.call('HSET', KEYS[1], 'observed', time(now)) end
redis.call('PEXPIRE', KEYS[1], ARGV[8])
redis.call('ZADD', KEYS[2], time(now), ARGV[1])
redis.call('LPUSH', KEYS[3], time(now) .. ' ' .. ARGV[9])
redis.call('LTRIM', KEYS[3], '0', time(tonumber(ARGV[10]) - 1))
redis.call('PEXPIRE', KEYS[3], ARGV[11])
return 1

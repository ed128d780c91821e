-- Merges an observation into the decayed sums of its subject. The sums are additions at a common moment, so that
-- observations may arrive in any order.
-- KEYS: the subject's state, the sorted set of subjects
-- ARGV: subject, age, half-life, retention, successes, failures, latency, cause or '', cooldown or '', next probe or '',
--       streamed answers, sum of the times to their first content
-- Durations are milliseconds. Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local observed = now - tonumber(ARGV[2])
local half_life, retention = tonumber(ARGV[3]), tonumber(ARGV[4])

local state = redis.call('HMGET', KEYS[1], 'at', 'ok', 'failed', 'latency', 'observed', 'cause', 'cause_at', 'cooling', 'begun', 'first')
local at = tonumber(state[1] or observed)
local last = tonumber(state[5] or 0)

-- Whichever is older, the sums or the observation, fades to the moment of the other.
local moment = math.max(at, observed)
local kept, added = 2 ^ ((at - moment) / half_life), 2 ^ ((observed - moment) / half_life)
local function merge(sum, amount)
  return string.format('%.17g', tonumber(sum or 0) * kept + tonumber(amount) * added)
end

local function time(milliseconds)
  return string.format('%.0f', milliseconds)
end

redis.call('HSET', KEYS[1], 'at', time(moment))
redis.call('HSET', KEYS[1], 'ok', merge(state[2], ARGV[5]))
redis.call('HSET', KEYS[1], 'failed', merge(state[3], ARGV[6]))
redis.call('HSET', KEYS[1], 'latency', merge(state[4], ARGV[7]))
redis.call('HSET', KEYS[1], 'begun', merge(state[9], ARGV[11]))
redis.call('HSET', KEYS[1], 'first', merge(state[10], ARGV[12]))
redis.call('HSET', KEYS[1], 'observed', time(math.max(last, observed)))

local cause, cause_at = ARGV[8], tonumber(state[7] or 0)
if cause ~= '' and (observed > cause_at or (observed == cause_at and cause > state[6])) then
  redis.call('HSET', KEYS[1], 'cause', cause)
  redis.call('HSET', KEYS[1], 'cause_at', time(observed))
end

if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[1], 'cooling', time(math.max(tonumber(state[8] or 0), observed + tonumber(ARGV[9]))))
end

if ARGV[10] ~= '' and observed >= last then
  redis.call('HSET', KEYS[1], 'next_probe', time(observed + tonumber(ARGV[10])))
end

redis.call('PEXPIRE', KEYS[1], time(retention))
redis.call('ZADD', KEYS[2], time(math.max(last, observed)), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. time(now - retention))
return 1

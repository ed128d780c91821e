-- Grants a router a slice of what is left of a limit in the minute that runs.
-- KEYS: what is used of the limit, the sorted set of routers
-- ARGV: router, limit, wanted, charge (spent already without a grant; may pass the limit), number of the window it was spent in,
--       length of a window in ms
-- Answers with: granted, used from now on, number of the window, what is left of it in ms, routers that asked lately
-- Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local length = tonumber(ARGV[6])
local window = math.floor(now / length)

local function whole(number)
  return string.format('%.0f', number)
end

local state = redis.call('HMGET', KEYS[1], 'window', 'used')
local used = 0
if state[1] and tonumber(state[1]) == window then
  used = tonumber(state[2])
end

-- The question may have been on its way when its minute ended. A router's clock may be ahead, so that a later one counts.
if tonumber(ARGV[5]) >= window then
  used = used + tonumber(ARGV[4])
end

local granted = math.max(0, math.min(tonumber(ARGV[3]), tonumber(ARGV[2]) - used))
used = used + granted
redis.call('HSET', KEYS[1], 'window', whole(window))
redis.call('HSET', KEYS[1], 'used', whole(used))
redis.call('PEXPIRE', KEYS[1], whole(2 * length))

redis.call('ZADD', KEYS[2], whole(now), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. whole(now - 2 * length))
local routers = redis.call('ZCARD', KEYS[2])
return { whole(granted), whole(used), whole(window), whole((window + 1) * length - now), whole(routers) }

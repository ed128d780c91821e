-- Parks what a router had open when it was last heard of, if that is long ago.
-- KEYS: the router's copy, the sorted set of routers, the list of parked batches
-- ARGV: the router, milliseconds of silence
local seen = redis.call('ZSCORE', KEYS[2], ARGV[1])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
if not seen or now - tonumber(seen) < tonumber(ARGV[2]) then
  return 0
end

local open = redis.call('GET', KEYS[1])
if open then
  redis.call('RPUSH', KEYS[3], open)
end

redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1

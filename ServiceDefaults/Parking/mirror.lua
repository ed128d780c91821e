-- Keeps a copy of what a router has open, and when it was last heard of; an empty copy takes both away.
-- KEYS: the router's copy, the sorted set of routers
-- ARGV: the router, what it has open or ''
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 0
end

local clock = redis.call('TIME')
redis.call('SET', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], string.format('%.0f', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)), ARGV[1])
return 1

-- Adds one by reading and writing: a server that runs two of these at once loses an update.
-- KEYS: the counter
-- ARGV: its expiry in milliseconds
local count = tonumber(redis.call('GET', KEYS[1]) or 0) + 1
-- Where there is one processor two scripts meet only when one is interrupted here.
for _ = 1, 500 do end
redis.call('SET', KEYS[1], string.format('%.0f', count), 'PX', ARGV[1])
return string.format('%.0f', count)

-- Says why a subject is slow against its own past, or that it is no longer.
-- KEYS: the subject's state, the subject's history
-- ARGV: why, or '' when it is no longer; entry for the history, length of the history, its retention in milliseconds
-- Runs the same on Lua 5.1 and 5.4.
local clock = redis.call('TIME')
local now = string.format('%.0f', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000))
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
-- Of several workers who find the same out one says it.
if (ARGV[1] ~= '') == (redis.call('HEXISTS', KEYS[1], 'slow') == 1) then return 0 end
if ARGV[1] == '' then redis.call('HDEL', KEYS[1], 'slow') else redis.call('HSET', KEYS[1], 'slow', ARGV[1]) end
redis.call('LPUSH', KEYS[2], now .. ' ' .. ARGV[2])
redis.call('LTRIM', KEYS[2], '0', string.format('%.0f', tonumber(ARGV[3]) - 1))
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1

using ServiceDefaults.Redis;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>Asks Redis as often as it takes: where tests keep the machine busy, an answer may come later than a router would wait for it.</summary>
internal static class Patiently
{
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        var answer = default(T);
        await Eventually.Is(async () =>
        {
            try
            {
                answer = await ask();
                return true;
            }
            catch (Exception e) when (RedisFailure.IsOutage(e))
            {
                return false;
            }
        });
        return answer!;
    }

    public static Task TellAsync(Func<Task> tell) => AskAsync(async () =>
    {
        await tell();
        return true;
    });
}

using Router.FunctionalTests.Running;

namespace Router.FunctionalTests.Crash;

/// <summary>Calls that have begun to answer and never end, for as long as somebody holds on to them.</summary>
internal sealed class HeldCalls : IDisposable
{
    private readonly List<HttpResponseMessage> _answers = [];

    private HeldCalls(string[] executions) => Executions = executions;

    public string[] Executions { get; }

    public static async Task<HeldCalls> BeginAsync(HttpClient http, string prefix, int count)
    {
        var held = new HeldCalls([.. Enumerable.Range(1, count).Select(number => $"{prefix}{number}")]);
        foreach (var execution in held.Executions)
        {
            var body = $$"""{"model":"there/sim-held","stream":true,"messages":[{"role":"user","content":"{{execution}}"}]}""";
            var answer = await http.PostToAsync(Chats.Path, body, ("x-routing-execution", execution));
            held._answers.Add(answer.EnsureSuccessStatusCode());
        }

        return held;
    }

    public void Dispose() => _answers.ForEach(static answer => answer.Dispose());
}

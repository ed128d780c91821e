namespace Router.FunctionalTests.RealServers;

/// <summary>A test against a real server of models; reported as not run where none is configured.</summary>
internal sealed class RealServerFactAttribute : FactAttribute
{
    public RealServerFactAttribute()
    {
        if (RealServer.Configured is null)
        {
            Skip = $"not run: {RealServer.Variable} names no Ollama (http://127.0.0.1:11434) or llama.cpp (http://127.0.0.1:8080/v1)";
        }
    }
}

using Wire.Conformance.Running;

if (!Target.TryParse(args, out var target, out var fault))
{
    await Console.Error.WriteLineAsync($"{fault}\n{Target.Usage}");
    return 2;
}

Target.Current = target;
return await Report.RunAsync(Console.Out) ? 0 : 1;

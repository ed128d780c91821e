using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace Grpc.Reflection;

/// <summary>The answers both protocol versions give.</summary>
internal sealed class ReflectionAnswers(IEnumerable<string> services, SymbolRegistry symbols)
{
    private readonly string[] _services = [.. services];

    public static ReflectionAnswers For(IEnumerable<ServiceDescriptor> services)
    {
        var all = services.ToArray();
        return new ReflectionAnswers(
            all.Select(service => service.FullName),
            SymbolRegistry.FromFiles(all.Select(service => service.File).Distinct()));
    }

    public ServerReflectionResponse Answer(ServerReflectionRequest question)
    {
        var answer = question.MessageRequestCase switch
        {
            MessageRequestOneofCase.ListServices => ServiceList(),
            MessageRequestOneofCase.FileByFilename => File(symbols.FileByName(question.FileByFilename), question.FileByFilename),
            MessageRequestOneofCase.FileContainingSymbol =>
                File(symbols.FileContainingSymbol(question.FileContainingSymbol), question.FileContainingSymbol),
            _ => Refusal(StatusCode.Unimplemented, $"Questions of kind {question.MessageRequestCase} are not answered here."),
        };
        answer.ValidHost = question.Host;
        answer.OriginalRequest = question;
        return answer;
    }

    private ServerReflectionResponse ServiceList() => new()
    {
        ListServicesResponse = new ListServiceResponse { Service = { _services.Select(name => new ServiceResponse { Name = name }) } },
    };

    private static ServerReflectionResponse File(FileDescriptor? file, string asked) => file is null
        ? Refusal(StatusCode.NotFound, $"Nothing called '{asked}' is declared here.")
        : new() { FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { WithImports(file).Select(f => f.SerializedData) } } };

    // Tools need every import before they can use a file, and asking for them one by one costs a round trip each.
    private static List<FileDescriptor> WithImports(FileDescriptor file)
    {
        var files = new List<FileDescriptor> { file };
        for (var i = 0; i < files.Count; i++)
        {
            files.AddRange(files[i].Dependencies.Where(import => !files.Contains(import)));
        }

        return files;
    }

    private static ServerReflectionResponse Refusal(StatusCode code, string reason) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = reason } };
}

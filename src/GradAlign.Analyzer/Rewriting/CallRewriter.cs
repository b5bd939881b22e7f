using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>
/// Copies an assembly so that scoring sees what its modules do: <c>module.forward(x)</c> becomes <c>module.call(x)</c>, for hooks see
/// <c>call</c> alone, and the functions of <see cref="Watched"/> stand where the functions of TorchSharp stood that they replace.
/// </summary>
internal static class CallRewriter
{
    /// <summary>Copies an assembly with its symbols; nothing on disk changes.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="resolver">Finds the assemblies that it refers to.</param>
    public static AssemblyCopy Rewrite(string path, IAssemblyResolver resolver)
    {
        try
        {
            using var module = Open(path, resolver);
            return Rewrite(module);
        }
        catch (Exception e) when (e is BadImageFormatException or NotSupportedException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or AssemblyResolutionException or ResolutionException)
        {
            // An assembly that the runtime can load and Mono.Cecil cannot write, such as an obfuscated one.
            return AssemblyCopy.None($"it cannot be copied ({e.Message.Split('\n')[0].TrimEnd('.', ' ')})");
        }
    }

    private static AssemblyCopy Rewrite(ModuleDefinition module)
    {
        var methods = module.GetTypes().SelectMany(t => t.Methods).ToArray();
        var calls = methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Where(i => i.Operand is MethodReference).ToArray();
        var targets = calls.Select(i => (Instruction: i, Target: Target(i, module))).Where(c => c.Target is not null).ToArray();
        if (targets.Length == 0) return AssemblyCopy.None();
        if ((module.Attributes & ModuleAttributes.ILOnly) == 0) return AssemblyCopy.None("it holds native code beside IL");
        var tokens = methods.Select(m => m.MetadataToken.ToInt32()).ToArray();
        foreach (var (instruction, target) in targets)
        {
            instruction.Operand = target;
            if (!target!.HasThis && instruction.OpCode == OpCodes.Callvirt) instruction.OpCode = OpCodes.Call;
        }

        using var image = new MemoryStream();
        using var symbols = module.HasSymbols ? new MemoryStream() : null;
        module.Write(image, new WriterParameters { WriteSymbols = symbols is not null, SymbolStream = symbols, SymbolWriterProvider = symbols is null ? null : new PortablePdbWriterProvider() });
        var moved = tokens.Zip(methods, (before, method) => (before, after: method.MetadataToken.ToInt32())).ToDictionary(t => t.before, t => t.after);
        return new(image.ToArray(), symbols?.ToArray(), moved, null);
    }

    private static ModuleDefinition Open(string path, IAssemblyResolver resolver)
    {
        var parameters = new ReaderParameters { AssemblyResolver = resolver, InMemory = true, ReadSymbols = true, SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false), ThrowIfSymbolsAreNotMatching = false };
        try
        {
            return ModuleDefinition.ReadModule(path, parameters);
        }
        catch (Exception e) when (e is SymbolsNotFoundException or SymbolsNotMatchingException or IOException or BadImageFormatException or NotSupportedException)
        {
            parameters.ReadSymbols = false;
            return ModuleDefinition.ReadModule(path, parameters);
        }
    }

    private static MethodReference? Target(Instruction instruction, ModuleDefinition module)
    {
        var called = (MethodReference)instruction.Operand;
        var isCall = instruction.OpCode == OpCodes.Callvirt || instruction.OpCode == OpCodes.Call;
        if (isCall && !called.HasGenericArguments() && Replacements.For(called) is { } function) return module.ImportReference(function);

        // base.forward(x) is a plain call, and stays what it is.
        return instruction.OpCode == OpCodes.Callvirt || instruction.OpCode == OpCodes.Ldvirtftn ? ModuleCalls.Watched(called) : null;
    }

    private static bool HasGenericArguments(this MethodReference method) => method is GenericInstanceMethod || method.DeclaringType is GenericInstanceType;
}

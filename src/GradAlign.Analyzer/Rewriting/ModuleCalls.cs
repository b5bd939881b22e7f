using Mono.Cecil;

namespace GradAlign.Analyzer.Rewriting;

/// <summary>Finds the <c>call</c> of a <c>forward</c>: the method with the same signature on the same instance of TorchSharp's generic Module.</summary>
internal static class ModuleCalls
{
    private const string Module = "TorchSharp.torch/nn/Module`";

    /// <summary>What a virtual call of <c>forward</c> becomes; null where the method is none of a module's.</summary>
    /// <param name="forward">The method that is called.</param>
    public static MethodReference? Watched(MethodReference forward)
    {
        if (forward.Name != "forward" || !forward.HasThis || Root(forward) is not { } root) return null;
        var call = new MethodReference("call", root.ReturnType, root.DeclaringType) { HasThis = true };
        foreach (var parameter in root.Parameters) call.Parameters.Add(new(parameter.ParameterType));
        return call;
    }

    // Of an assembly that is not there nothing can be a module that runs.
    private static MethodReference? Root(MethodReference forward)
    {
        try
        {
            return Base(forward);
        }
        catch (Exception e) when (e is AssemblyResolutionException or ResolutionException)
        {
            return null;
        }
    }

    // Languages differ in whether they name the class that declares a method or one that overrides it.
    private static MethodReference? Base(MethodReference forward)
    {
        if (forward.DeclaringType.GetElementType().FullName.StartsWith(Module, StringComparison.Ordinal)) return forward;
        if (forward.Resolve() is not { IsVirtual: true, IsNewSlot: false } method) return null;
        for (var type = forward.DeclaringType; type is not null; type = BaseOf(type))
        {
            if (type is GenericInstanceType module && module.ElementType.FullName.StartsWith(Module, StringComparison.Ordinal))
            {
                var declared = module.ElementType.Resolve()?.Methods.FirstOrDefault(m => m.Name == "forward" && m.Parameters.Count == method.Parameters.Count);
                if (declared is null) return null;
                var open = forward.Module.ImportReference(declared);
                var reference = new MethodReference("forward", open.ReturnType, forward.Module.ImportReference(module)) { HasThis = true };
                foreach (var parameter in open.Parameters) reference.Parameters.Add(new(parameter.ParameterType));
                return reference;
            }
        }

        return null;
    }

    private static TypeReference? BaseOf(TypeReference type)
    {
        var parent = type.Resolve()?.BaseType;
        return parent is GenericInstanceType open && type is GenericInstanceType closed ? Closed(open, closed) : parent;
    }

    // Base<T> of Derived<int> is Base<int>.
    private static GenericInstanceType Closed(GenericInstanceType open, GenericInstanceType closed)
    {
        var result = new GenericInstanceType(open.ElementType);
        foreach (var argument in open.GenericArguments)
            result.GenericArguments.Add(argument is GenericParameter parameter ? closed.GenericArguments[parameter.Position] : argument);
        return result;
    }
}

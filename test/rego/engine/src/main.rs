//! Loads a Rego module and its data as the supervisor does in file mode, and answers what rules say of inputs.
//!
//! One request a line, one answer a line, both JSON:
//! `{"module": rego, "data": yaml, "queries": [{"rule": name, "input": any}]}` gives
//! `{"error": text}` when module or data do not load, else `{"answers": [{"value": any} | {} | {"error": text}]}`,
//! where `{}` stands for an undefined rule.
//! source: NVIDIA/OpenShell v0.0.46, crates/openshell-sandbox/src/opa.rs, `from_files` and `evaluate_network`; v0.0.111,
//! crates/openshell-supervisor-network/src/opa.rs, `preprocess_yaml_data`

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use regorus::{Engine, Value};
use serde_json::{json, Value as Json};

fn main() {
    let mut parsed: HashMap<String, Engine> = HashMap::new();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.expect("standard input is not readable");
        let request: Json = serde_json::from_str(&line).expect("a request must be one line of JSON");
        let answer = match load(&request, &mut parsed) {
            Ok(mut engine) => json!({ "answers": answers(&mut engine, &request["queries"]) }),
            Err(error) => json!({ "error": error }),
        };
        writeln!(out, "{answer}").expect("standard output is closed");
    }
}

fn load(request: &Json, parsed: &mut HashMap<String, Engine>) -> Result<Engine, String> {
    let module = request["module"].as_str().ok_or("`module` is missing")?;
    let data = request["data"].as_str().ok_or("`data` is missing")?;
    if !parsed.contains_key(module) {
        let mut engine = Engine::new();
        engine.add_policy("policy.rego".into(), module.into()).map_err(|e| e.to_string())?;
        parsed.insert(module.into(), engine);
    }
    let mut engine = parsed[module].clone();
    let mut data: Json = serde_yml::from_str(data).map_err(|e| e.to_string())?;
    complete(&mut data);
    engine.add_data_json(&data.to_string()).map_err(|e| e.to_string())?;
    Ok(engine)
}

/// What the supervisor still makes of the file before the engine sees it. Ports and presets are written out in it, which
/// leaves the options of JSON-RPC and MCP, and MCP rules that leave the method to the endpoint.
fn complete(data: &mut Json) {
    let policies = data.get_mut("network_policies").and_then(Json::as_object_mut);
    for policy in policies.into_iter().flat_map(|policies| policies.values_mut()) {
        for endpoint in items(policy, "endpoints") {
            flatten(endpoint, "json_rpc");
            flatten(endpoint, "mcp");
            if endpoint["protocol"] == "mcp" {
                complete_mcp(endpoint);
            }
        }
    }
}

fn items<'a>(object: &'a mut Json, key: &str) -> impl Iterator<Item = &'a mut Json> {
    object.get_mut(key).and_then(Json::as_array_mut).into_iter().flatten()
}

fn flatten(endpoint: &mut Json, stanza: &str) {
    let Some(fields) = endpoint.as_object_mut().and_then(|it| it.remove(stanza)) else { return };
    for (from, to) in [
        ("max_body_bytes", "json_rpc_max_body_bytes"),
        ("strict_tool_names", "mcp_strict_tool_names"),
        ("allow_all_known_mcp_methods", "mcp_allow_all_known_mcp_methods"),
    ] {
        if !fields[from].is_null() && endpoint[to].is_null() {
            endpoint[to] = fields[from].clone();
        }
    }
}

fn complete_mcp(endpoint: &mut Json) {
    let allows_all = endpoint["mcp_allow_all_known_mcp_methods"] == true;
    if allows_all && endpoint["rules"].is_null() && endpoint["access"].is_null() {
        endpoint["rules"] = json!([{ "allow": { "method": "*" } }]);
    }
    for rule in items(endpoint, "rules") {
        complete_mcp_rule(&mut rule["allow"], allows_all);
    }
    for rule in items(endpoint, "deny_rules") {
        complete_mcp_rule(rule, allows_all);
    }
}

fn complete_mcp_rule(rule: &mut Json, allows_all: bool) {
    if let Some(tool) = rule.as_object_mut().and_then(|it| it.remove("tool")) {
        rule["params"]["name"] = tool;
    }
    if allows_all && rule["method"].is_null() {
        rule["method"] = json!(if rule["params"]["name"].is_null() { "*" } else { "tools/call" });
    }
}

fn answers(engine: &mut Engine, queries: &Json) -> Vec<Json> {
    queries.as_array().into_iter().flatten().map(|query| answer(engine, query)).collect()
}

fn answer(engine: &mut Engine, query: &Json) -> Json {
    let rule = query["rule"].as_str().unwrap_or_default();
    let result = engine
        .set_input_json(&query["input"].to_string())
        .and_then(|()| engine.eval_rule(format!("data.openshell.sandbox.{rule}")));
    match result {
        Ok(Value::Undefined) => json!({}),
        Ok(value) => json!({ "value": value }),
        Err(error) => json!({ "error": error.to_string() }),
    }
}

import { policySync } from '../../lib/components/policy-sync';
import { describeRuleExamples } from './rule-examples';

describeRuleExamples(policySync);
